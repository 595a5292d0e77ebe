using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Repair;

/// <summary>Keeps where a repair stopped that ran out of time.</summary>
internal sealed class RepairProgress(Database database)
{
    private const string Table = "repair_progress";

    /// <summary>Where the last repair stopped; null when it came to its end.</summary>
    public Task<RepairPosition?> FindAsync(CancellationToken cancellationToken)
    {
        const string Sql = "select step, place from repair_progress";
        return database.FindAsync(
            new Statement("repair.find-progress", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryFirstOrDefaultAsync<RepairPosition>(Sql, new { cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
    }

    public Task SaveAsync(RepairPosition stopped, CancellationToken cancellationToken)
    {
        const string Sql =
            """
            insert into repair_progress (step, place) values (@step, @place)
            on conflict (is_only) do update set step = excluded.step, place = excluded.place, stopped_at = now()
            """;
        var (step, place) = (stopped.Step, stopped.Place);
        return database.ExecuteAsync(
            new Statement("repair.save-progress", Table, DatabaseOperation.Insert, Sql),
            connection => connection.ExecuteAsync(Sql, new { step, place, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
    }

    /// <summary>The next repair begins at the beginning.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken)
    {
        const string Sql = "delete from repair_progress";
        return database.ExecuteAsync(
            new Statement("repair.forget-progress", Table, DatabaseOperation.Delete, Sql),
            connection => connection.ExecuteAsync(Sql, new { cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
    }
}
