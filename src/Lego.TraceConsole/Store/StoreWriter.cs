using Lego.TraceConsole.Model;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>
/// All writing of a store, by one thread. What was done between <see cref="Begin"/> and <see cref="Commit"/> counts when the latter has
/// returned. After anything that threw the writer is to be disposed of, and a new one opened: what it remembers may not be true any more.
/// </summary>
internal sealed class StoreWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly TraceKeys _traces;
    private readonly ServiceKeys _services;
    private readonly DocumentWriter _documents;
    private readonly LogLineWriter _lines;
    private readonly ContributionWriter _contributions;
    private readonly SummaryWriter _summaries;
    private readonly TraceEraser _eraser;

    /// <summary>Takes over the connection to a file that has its schema.</summary>
    public StoreWriter(SqliteConnection connection)
    {
        _connection = connection;
        _traces = new TraceKeys(connection);
        _services = new ServiceKeys(connection);
        _documents = new DocumentWriter(connection, _traces, Pending);
        _lines = new LogLineWriter(connection);
        _contributions = new ContributionWriter(connection, _services);
        _summaries = new SummaryWriter(connection, _services, _contributions);
        _eraser = new TraceEraser(connection, _contributions);
        LoadPending();
    }

    public PendingTraces Pending { get; } = new();

    /// <summary>Bytes of the file that hold something.</summary>
    public long UsedBytes => StoreSize.UsedBytesOf(_connection);

    public static StoreWriter Open(StoreFile file)
    {
        var connection = file.ConnectWriter();
        try
        {
            return new StoreWriter(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Begin() => _connection.Execute("BEGIN IMMEDIATE");

    public void Commit(double now)
    {
        _traces.Save(now);
        _contributions.Save();
        _connection.Execute("COMMIT");
    }

    public StoreResult Add(SegmentDocument document, double now) => _documents.Add(document, now);

    public void Add(LogLine line, double now) => _lines.Add(line, now);

    /// <summary>
    /// Summarises up to <paramref name="max"/> traces that wait since <paramref name="dueSince"/> or before, or have a number of up to
    /// <paramref name="wantedNumber"/>. Gives how many it did.
    /// </summary>
    public int Summarize(double now, double dueSince, long wantedNumber, int max = int.MaxValue)
    {
        _traces.Save(now);
        var done = 0;
        while (done < max && Pending.TryTake(dueSince, wantedNumber, out var trace))
        {
            _summaries.Write(trace);
            done++;
        }

        return done;
    }

    /// <summary>Leaves the trace that waits longest as it is until its next document.</summary>
    public void GiveUpOldest()
    {
        if (Pending.TryTake(double.MaxValue, long.MaxValue, out var trace))
        {
            using var delete = new StoreStatement(_connection, "DELETE FROM pending_traces WHERE trace = ?");
            delete.Bind(trace).Run();
        }
    }

    /// <summary>
    /// Drops up to <paramref name="max"/> traces, and lines, that got nothing new since. False when there was nothing to drop.
    /// </summary>
    public bool DropOlderThan(double cutoff, int max)
    {
        var traces = EraseAll("SELECT key FROM traces WHERE updated < ? ORDER BY updated LIMIT ?", cutoff, max);
        using var lines = new StoreStatement(
            _connection, "DELETE FROM log_lines WHERE sequence IN (SELECT sequence FROM log_lines WHERE received < ? LIMIT ?)");
        return traces + lines.Bind(cutoff).Bind(max).Run() > 0;
    }

    /// <summary>
    /// Drops the oldest fiftieth of everything, up to <paramref name="max"/> traces. False when there was nothing to drop.
    /// </summary>
    public bool DropOldest(int max)
    {
        var share = (_connection.Scalar("SELECT count(*) FROM traces") / 50) + 1;
        var traces = EraseAll("SELECT key FROM traces WHERE updated < ? ORDER BY updated LIMIT ?", double.MaxValue, Math.Min(max, share));
        var lines = _connection.Execute(
            """
            DELETE FROM log_lines WHERE sequence <= (SELECT min(sequence) + (max(sequence) - min(sequence)) / 50 FROM log_lines)
            """);
        return traces + lines > 0;
    }

    /// <summary>Forgets services that no trace passes any more, where senders put so much variety into names that it matters.</summary>
    public void DropUnusedServices(int kept)
    {
        if (_connection.Scalar("SELECT count(*) FROM services") <= kept)
        {
            return;
        }

        _connection.Execute(
            """
            DELETE FROM services WHERE id NOT IN (
                SELECT service FROM service_minutes UNION SELECT source FROM edge_minutes UNION SELECT target FROM edge_minutes)
            """);
        _services.Forget();
    }

    /// <summary>Shortens the file by up to so many of its free pages.</summary>
    public void GiveBackSpace(int maxPages)
    {
        using var vacuum = new StoreStatement(_connection, FormattableString.Invariant($"PRAGMA incremental_vacuum({maxPages})"));
        vacuum.Run();
    }

    /// <summary>
    /// Derives everything from the documents once more; counts in the minute tables come out as they are kept along the way.
    /// </summary>
    public void Rebuild(double now)
    {
        _traces.Save(now);
        _connection.Execute(
            """
            DELETE FROM trace_services;
            DELETE FROM trace_edges;
            DELETE FROM trace_annotations;
            DELETE FROM service_minutes;
            DELETE FROM edge_minutes;
            DELETE FROM services;
            INSERT OR IGNORE INTO pending_traces (trace, since) SELECT key, updated FROM traces;
            """);
        _services.Forget();
        _contributions.Forget();
        LoadPending();
        Summarize(now, double.MaxValue, long.MaxValue);
    }

    public void Dispose()
    {
        _traces.Dispose();
        _services.Dispose();
        _documents.Dispose();
        _lines.Dispose();
        _contributions.Dispose();
        _summaries.Dispose();
        _eraser.Dispose();
        _connection.Dispose();
    }

    private long EraseAll(string select, double cutoff, long max)
    {
        var traces = new List<long>();
        using (var find = new StoreStatement(_connection, select))
        {
            find.Bind(cutoff).Bind(max);
            while (find.Step())
            {
                traces.Add(find.Int64(0));
            }
        }

        if (traces.Count > 0)
        {
            // A row that is remembered must not outlive its trace.
            _traces.Forget();
            traces.ForEach(_eraser.Erase);
        }

        return traces.Count;
    }

    private void LoadPending()
    {
        Pending.Clear();
        using var find = new StoreStatement(_connection, "SELECT trace, since FROM pending_traces ORDER BY since, trace");
        while (find.Step())
        {
            Pending.Add(find.Int64(0), find.Double(1));
        }
    }
}
