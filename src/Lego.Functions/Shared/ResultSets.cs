using System.Data.Common;
using Npgsql;

namespace Lego.Functions.Shared;

/// <summary>The answers of a batch, one after the other; a statement that answers with no rows at all, such as a plain delete, has none.</summary>
internal sealed class ResultSets
{
    private readonly DbDataReader _reader;
    private readonly CancellationToken _cancellationToken;
    private bool _isPastFirst;

    private ResultSets(DbDataReader reader, CancellationToken cancellationToken) => (_reader, _cancellationToken) = (reader, cancellationToken);

    /// <summary>Rows that were read, for the trace.</summary>
    public long RowCount { get; private set; }

    /// <summary>All rows of the next answer.</summary>
    /// <param name="parser">Makes what reads a row: <c>reader => reader.GetRowParser&lt;Row&gt;()</c>, written where the type is known.</param>
    public async Task<IReadOnlyList<T>> ListAsync<T>(Func<DbDataReader, Func<DbDataReader, T>> parser)
    {
        await NextAsync();
        List<T> rows = [];
        Func<DbDataReader, T>? parse = null;
        while (await _reader.ReadAsync(_cancellationToken))
        {
            parse ??= parser(_reader);
            rows.Add(parse(_reader));
        }

        RowCount += rows.Count;
        return rows;
    }

    /// <summary>The first row of the next answer, or null.</summary>
    public async Task<T?> FindAsync<T>(Func<DbDataReader, Func<DbDataReader, T>> parser)
        where T : class =>
        await ListAsync(parser) is [var first, ..] ? first : null;

    /// <summary>The next answer's one number, which does not count as a row.</summary>
    public async Task<long> CountAsync()
    {
        await NextAsync();
        return await _reader.ReadAsync(_cancellationToken) ? _reader.GetInt64(0) : throw new InvalidOperationException("The statement gave no number.");
    }

    /// <summary>Runs a batch and reads its answers to the end, where an error of its last statement would be told.</summary>
    public static async Task<(T Result, long Rows)> ReadAsync<T>(
        NpgsqlConnection connection,
        string sql,
        IReadOnlyList<(string Name, object? Value)> values,
        Func<ResultSets, Task<T>> read,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in values)
        {
            command.Parameters.Add(new NpgsqlParameter(name, value ?? DBNull.Value));
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var results = new ResultSets(reader, cancellationToken);
        var result = await read(results);
        while (await reader.NextResultAsync(cancellationToken))
        {
        }

        return (result, results.RowCount);
    }

    private async Task NextAsync()
    {
        if (_isPastFirst && !await _reader.NextResultAsync(_cancellationToken))
        {
            throw new InvalidOperationException("The batch has fewer answers than are read.");
        }

        _isPastFirst = true;
    }
}
