using System.Text.Json;
using Lego.TraceConsole.Model;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>One transaction of the one writer. What it did counts when <see cref="Commit"/> has returned.</summary>
internal sealed class StoreWriter : IDisposable
{
    // X-Ray takes up to 500 KB of one trace; the bound also keeps the work for one trace small.
    internal const long MaxTraceBytes = 500 * 1024;

    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly double _now;
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);

    public StoreWriter(SqliteConnection connection, double now)
    {
        _connection = connection;
        _transaction = connection.BeginTransaction();
        _now = now;
    }

    public StoreResult Add(SegmentDocument document)
    {
        var (exists, wasInProgress, oldBytes) = FindDocument(document);
        if (exists && (!wasInProgress || document.InProgress))
        {
            return StoreResult.Ignored;
        }

        var bytes = TraceBytes(document.TraceId) - oldBytes + document.Body.Length;
        _touched.Add(document.TraceId);
        if (bytes > MaxTraceBytes)
        {
            Execute(
                "UPDATE traces SET limit_exceeded = 1, received = @now WHERE trace_id = @trace",
                ("@trace", document.TraceId), ("@now", _now));
            return StoreResult.TraceTooLarge;
        }

        Execute(
            """
            INSERT INTO traces (trace_id, received, bytes) VALUES (@trace, @now, @bytes)
            ON CONFLICT (trace_id) DO UPDATE SET received = @now, bytes = @bytes
            """,
            ("@trace", document.TraceId), ("@now", _now), ("@bytes", bytes));
        Write(document);
        return StoreResult.Stored;
    }

    public void Add(LogLine line) => Execute(
        """
        INSERT INTO log_lines (trace_id, request_id, time, level, function, received, line)
        VALUES (@trace, @request, @time, @level, @function, @now, @line)
        """,
        ("@trace", line.TraceId), ("@request", line.RequestId), ("@time", line.Time), ("@level", line.Level),
        ("@function", line.Function), ("@now", _now), ("@line", line.Raw));

    public void Commit()
    {
        foreach (var traceId in _touched)
        {
            Summarize(traceId);
        }

        _transaction.Commit();
    }

    public void Dispose() => _transaction.Dispose();

    private void Write(SegmentDocument document) => Execute(
        """
        INSERT INTO documents (trace_id, id, parent_id, name, origin, type, start_time, end_time, in_progress, received, body)
        VALUES (@trace, @id, @parent, @name, @origin, @type, @start, @end, @progress, @now, @body)
        ON CONFLICT (trace_id, id) DO UPDATE SET
            parent_id = excluded.parent_id, name = excluded.name, origin = excluded.origin, type = excluded.type,
            start_time = excluded.start_time, end_time = excluded.end_time, in_progress = excluded.in_progress,
            received = excluded.received, body = excluded.body
        """,
        ("@trace", document.TraceId), ("@id", document.Id), ("@parent", document.ParentId), ("@name", document.Name),
        ("@origin", document.Origin), ("@type", document.Type), ("@start", document.Start), ("@end", document.End),
        ("@progress", document.InProgress), ("@now", _now), ("@body", document.Body));

    private void Summarize(string traceId)
    {
        if (TraceReader.Find(_connection, traceId) is not { } found)
        {
            return;
        }

        var summary = TraceSummarizer.Summarize(found.Trace, found.LimitExceeded);
        Execute(
            """
            UPDATE traces SET start_time = @start, outcome = @outcome, in_progress = @progress, problems = @problems,
                search_text = @text, summary = @summary
            WHERE trace_id = @trace
            """,
            ("@trace", traceId), ("@start", summary.Start), ("@outcome", summary.Outcome.ToString()), ("@progress", summary.IsPartial),
            ("@problems", summary.ProblemCount), ("@text", summary.SearchText()),
            ("@summary", JsonSerializer.Serialize(summary, StoreJson.Default.TraceSummary)));
    }

    private (bool Exists, bool InProgress, long Bytes) FindDocument(SegmentDocument document)
    {
        using var find = _connection.Command(
            "SELECT in_progress, length(body) FROM documents WHERE trace_id = @trace AND id = @id",
            ("@trace", document.TraceId), ("@id", document.Id));
        using var row = find.ExecuteReader();
        return row.Read() ? (true, row.GetBoolean(0), row.GetInt64(1)) : default;
    }

    private long TraceBytes(string traceId)
    {
        using var find = _connection.Command("SELECT bytes FROM traces WHERE trace_id = @trace", ("@trace", traceId));
        return find.ExecuteScalar() is long bytes ? bytes : 0;
    }

    private void Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = _connection.Command(sql, parameters);
        command.ExecuteNonQuery();
    }
}
