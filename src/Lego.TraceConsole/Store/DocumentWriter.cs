using Lego.TraceConsole.Model;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>
/// Stores documents. Of several versions of one the first finished counts; among versions in progress the one that says most, whichever
/// came first: that is how the same documents in any order end in the same rows.
/// </summary>
internal sealed class DocumentWriter(SqliteConnection connection, TraceKeys traces, PendingTraces pending) : IDisposable
{
    // X-Ray takes up to 500 KB of one trace; the bound also keeps the work for one trace small.
    internal const long MaxTraceBytes = 500 * 1024;

    private readonly StoreStatement _insert = new(
        connection, "INSERT OR IGNORE INTO documents (trace, id, in_progress, received, body) VALUES (?, ?, ?, ?, ?)");

    private readonly StoreStatement _find = new(connection, "SELECT in_progress, body FROM documents WHERE trace = ? AND id = ?");

    private readonly StoreStatement _replace = new(
        connection, "UPDATE documents SET in_progress = ?, received = ?, body = ? WHERE trace = ? AND id = ?");

    private readonly StoreStatement _wait = new(connection, "INSERT OR IGNORE INTO pending_traces (trace, since) VALUES (?, ?)");

    public StoreResult Add(SegmentDocument document, double now)
    {
        var trace = traces.FindOrAdd(document.TraceId, now);
        var result = trace.Bytes + document.Body.Length <= MaxTraceBytes && Insert(trace, document, now)
            ? StoreResult.Stored
            : Replace(trace, document, now);
        if (result == StoreResult.Ignored)
        {
            return result;
        }

        trace.LimitExceeded |= result == StoreResult.TraceTooLarge;
        traces.Change(trace);
        if (pending.Add(trace.Key, now))
        {
            _wait.Bind(trace.Key).Bind(now).Run();
        }

        return result;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _find.Dispose();
        _replace.Dispose();
        _wait.Dispose();
    }

    private bool Insert(TraceRow trace, SegmentDocument document, double now)
    {
        var isNew = _insert.Bind(trace.Key).Bind((long)document.Id).Bind(document.InProgress).Bind(now).Bind(document.Body.Span).Run() > 0;
        if (isNew)
        {
            trace.Bytes += document.Body.Length;
        }

        return isNew;
    }

    private StoreResult Replace(TraceRow trace, SegmentDocument document, double now)
    {
        if (!_find.Bind(trace.Key).Bind((long)document.Id).Step())
        {
            return StoreResult.TraceTooLarge;
        }

        var isBetter = _find.Flag(0) && (!document.InProgress || SaysMore(document.Body.Span, _find.Blob(1)));
        var bytes = trace.Bytes - _find.Blob(1).Length + document.Body.Length;
        _find.Reset();
        if (!isBetter)
        {
            return StoreResult.Ignored;
        }

        if (bytes > MaxTraceBytes)
        {
            return StoreResult.TraceTooLarge;
        }

        trace.Bytes = bytes;
        _replace.Bind(document.InProgress).Bind(now).Bind(document.Body.Span).Bind(trace.Key).Bind((long)document.Id).Run();
        return StoreResult.Stored;
    }

    private static bool SaysMore(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.Length != other.Length ? one.Length > other.Length : one.SequenceCompareTo(other) > 0;
}
