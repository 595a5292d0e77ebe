using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Shared;

/// <summary>A SQL statement as a trace knows it.</summary>
/// <param name="Name">For example <c>moc.get</c>.</param>
/// <param name="Table">The table it is about.</param>
/// <param name="Operation">What it does.</param>
/// <param name="Sql">Its text, with parameters and never with values.</param>
internal readonly record struct Statement(string Name, string Table, DatabaseOperation Operation, string Sql)
{
    /// <summary>Traces one execution.</summary>
    public Task<T> TraceAsync<T>(Func<Task<T>> execute, Func<T, long> countRows)
    {
        var sql = Sql;
        return TraceCalls.TraceDatabase(Name, Table, Operation, async subsegment =>
        {
            subsegment.SetStatement(sql);
            var result = await execute();
            subsegment.AddMetadata("rowCount", countRows(result));
            return result;
        });
    }
}
