using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>Finds the row of a trace, and remembers those of late: documents of one trace come close together.</summary>
internal sealed class TraceKeys(SqliteConnection connection) : IDisposable
{
    // A few megabytes.
    private const int MaxRemembered = 20_000;

    private readonly Dictionary<string, TraceRow> _remembered = new(StringComparer.Ordinal);
    private readonly List<TraceRow> _changed = [];
    private readonly StoreStatement _find = new(connection, "SELECT key, bytes, limit_exceeded FROM traces WHERE trace_id = ?");
    private readonly StoreStatement _insert = new(connection, "INSERT INTO traces (trace_id, updated) VALUES (?, ?)");
    private readonly StoreStatement _update = new(
        connection, "UPDATE traces SET updated = ?, bytes = ?, limit_exceeded = ? WHERE key = ?");

    public TraceRow FindOrAdd(string traceId, double now)
    {
        if (_remembered.TryGetValue(traceId, out var row))
        {
            return row;
        }

        if (_remembered.Count >= MaxRemembered)
        {
            _remembered.Clear();
        }

        row = Find(traceId) ?? Insert(traceId, now);
        _remembered.Add(traceId, row);
        return row;
    }

    /// <summary>Has the row written by <see cref="Save"/>.</summary>
    public void Change(TraceRow row)
    {
        if (!row.IsChanged)
        {
            row.IsChanged = true;
            _changed.Add(row);
        }
    }

    public void Save(double now)
    {
        foreach (var row in _changed)
        {
            row.IsChanged = false;
            _update.Bind(now).Bind(row.Bytes).Bind(row.LimitExceeded).Bind(row.Key).Run();
        }

        _changed.Clear();
    }

    /// <summary>For when rows went away, or a transaction did not come to its end.</summary>
    public void Forget()
    {
        _remembered.Clear();
        _changed.Clear();
    }

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
        _update.Dispose();
    }

    private TraceRow? Find(string traceId)
    {
        var row = _find.Bind(traceId).Step()
            ? new TraceRow(_find.Int64(0)) { Bytes = _find.Int64(1), LimitExceeded = _find.Flag(2) }
            : null;
        _find.Reset();
        return row;
    }

    private TraceRow Insert(string traceId, double now)
    {
        _insert.Bind(traceId).Bind(now).Run();
        return new TraceRow(_insert.LastKey());
    }
}
