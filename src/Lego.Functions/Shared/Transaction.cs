using Npgsql;

namespace Lego.Functions.Shared;

/// <summary>An open transaction, which one domain may hand to the store of another.</summary>
internal sealed class Transaction(NpgsqlConnection connection)
{
    /// <summary>All rows.</summary>
    public Task<IReadOnlyList<T>> ListAsync<T>(Statement statement, Func<NpgsqlConnection, Task<IEnumerable<T>>> query) =>
        statement.TraceAsync(() => Database.ToListAsync(query(connection)), rows => rows.Count);

    /// <summary>Several statements in one round trip.</summary>
    /// <param name="statement">Its text has the statements, separated by semicolons.</param>
    /// <param name="values">The values of its parameters, by name.</param>
    /// <param name="read">Reads the answers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<T> BatchAsync<T>(
        Statement statement, IReadOnlyList<(string Name, object? Value)> values, Func<ResultSets, Task<T>> read, CancellationToken cancellationToken)
    {
        var (result, _) = await statement.TraceAsync(
            () => ResultSets.ReadAsync(connection, statement.Sql, values, read, cancellationToken), answer => answer.Rows);
        return result;
    }

    /// <summary>Adds many rows with one statement.</summary>
    /// <param name="statement">A <c>copy … from stdin (format binary)</c>.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="write">Writes the values of a row in the order of the statement's columns, each as its column's type.</param>
    /// <param name="cancellationToken">Gives up; then no row is added.</param>
    public Task<ulong> CopyAsync<T>(
        Statement statement, IEnumerable<T> rows, Func<NpgsqlBinaryImporter, T, Task> write, CancellationToken cancellationToken) =>
        statement.TraceAsync(
            async () =>
            {
                await using var import = await connection.BeginBinaryImportAsync(statement.Sql, cancellationToken);
                foreach (var row in rows)
                {
                    await import.StartRowAsync(cancellationToken);
                    await write(import, row);
                }

                return await import.CompleteAsync(cancellationToken);
            },
            count => (long)count);
}
