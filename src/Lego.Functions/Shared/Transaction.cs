using Npgsql;

namespace Lego.Functions.Shared;

/// <summary>An open transaction, which one domain may hand to the store of another.</summary>
internal sealed class Transaction(NpgsqlConnection connection)
{
    /// <summary>The first row, or null.</summary>
    public Task<T?> FindAsync<T>(Statement statement, Func<NpgsqlConnection, Task<T?>> query)
        where T : class =>
        statement.TraceAsync(() => query(connection), row => row is null ? 0 : 1);

    /// <summary>All rows.</summary>
    public Task<IReadOnlyList<T>> ListAsync<T>(Statement statement, Func<NpgsqlConnection, Task<IEnumerable<T>>> query) =>
        statement.TraceAsync(() => Database.ToListAsync(query(connection)), rows => rows.Count);

    /// <summary>Number of rows that were changed.</summary>
    public Task<int> ExecuteAsync(Statement statement, Func<NpgsqlConnection, Task<int>> command) =>
        statement.TraceAsync(() => command(connection), rows => rows);
}
