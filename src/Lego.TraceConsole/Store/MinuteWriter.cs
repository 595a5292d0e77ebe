using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>
/// Keeps one of the two minute tables. Changes gather in memory and are added to the rows once per transaction; a row that nothing
/// contributes to any more goes away.
/// </summary>
internal sealed class MinuteWriter : IDisposable
{
    private readonly Dictionary<(long Minute, long First, long Second), CallStatistics> _changes = [];
    private readonly bool _hasSecond;
    private readonly StoreStatement _find;
    private readonly StoreStatement _write;
    private readonly StoreStatement _delete;

    private MinuteWriter(SqliteConnection connection, string table, string[] keys)
    {
        _hasSecond = keys.Length > 1;
        var where = string.Join(" AND ", keys.Prepend("minute").Select(key => key + " = ?"));
        var columns = string.Join(", ", keys.Prepend("minute"));
        var places = string.Join(", ", Enumerable.Repeat("?", keys.Length + 8));
        _find = new StoreStatement(
            connection, $"SELECT visits, ok, error, throttle, fault, microseconds, histogram FROM {table} WHERE {where}");
        _write = new StoreStatement(
            connection,
            $"INSERT OR REPLACE INTO {table} ({columns}, visits, ok, error, throttle, fault, microseconds, histogram) VALUES ({places})");
        _delete = new StoreStatement(connection, $"DELETE FROM {table} WHERE {where}");
    }

    public static MinuteWriter OfServices(SqliteConnection connection) => new(connection, "service_minutes", ["service"]);

    public static MinuteWriter OfEdges(SqliteConnection connection) => new(connection, "edge_minutes", ["source", "target"]);

    public static long MinuteOf(double epochSeconds) => (long)Math.Floor(epochSeconds / 60);

    /// <summary>What changes in a minute: of a service, or of the calls from the first to the second.</summary>
    public CallStatistics Change(long minute, long first, long second = 0)
    {
        if (!_changes.TryGetValue((minute, first, second), out var change))
        {
            _changes.Add((minute, first, second), change = new CallStatistics());
        }

        return change;
    }

    public void Save()
    {
        Span<byte> buffer = stackalloc byte[ResponseTimeHistogram.MaxEncoded];
        foreach (var (key, statistics) in _changes)
        {
            if (BindKey(_find, key).Step())
            {
                statistics.Add(
                    _find.Int64(0), _find.Int64(1), _find.Int64(2), _find.Int64(3), _find.Int64(4), _find.Int64(5), _find.Blob(6));
                _find.Reset();
            }

            if (statistics.Visits > 0)
            {
                BindKey(_write, key).Bind(statistics.Visits).Bind(statistics.Ok).Bind(statistics.Error).Bind(statistics.Throttle)
                    .Bind(statistics.Fault).Bind(statistics.Microseconds).Bind(buffer[..statistics.Histogram.Encode(buffer)]).Run();
            }
            else
            {
                BindKey(_delete, key).Run();
            }
        }

        _changes.Clear();
    }

    public void Forget() => _changes.Clear();

    public void Dispose()
    {
        _find.Dispose();
        _write.Dispose();
        _delete.Dispose();
    }

    private StoreStatement BindKey(StoreStatement statement, (long Minute, long First, long Second) key)
    {
        statement.Bind(key.Minute).Bind(key.First);
        return _hasSecond ? statement.Bind(key.Second) : statement;
    }
}
