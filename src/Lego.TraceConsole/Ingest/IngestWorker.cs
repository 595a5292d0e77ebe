using Lego.TraceConsole.Model;
using Lego.TraceConsole.Store;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Ingest;

/// <summary>
/// The one writer of the store. Documents that come close together are stored in one transaction; a trace is summarised a moment after its
/// first document, so that it is summarised once. Whoever flushes waits for neither.
/// </summary>
internal sealed partial class IngestWorker : IDisposable
{
    // What a killed process loses at most, with what it takes to write it.
    private static readonly TimeSpan CommitInterval = TimeSpan.FromMilliseconds(200);

    private const double SummaryDelaySeconds = 1;

    // Bounds what has to wait in the queue meanwhile.
    private const int MaxSummaries = 500;
    private const int MaxDropped = 1000;
    private const int MaxFreedPages = 2000;

    private readonly StoreFile _file;
    private readonly IngestQueue _queue;
    private readonly IngestCounters _counters;
    private readonly TraceConsoleOptions _options;
    private readonly ILogger<IngestWorker> _logger;
    private readonly List<IngestItem> _batch = new(IngestQueue.FullBatch);
    private readonly List<(TaskCompletionSource Done, long Number)> _flushes = [];
    private StoreWriter _writer;
    private DateTimeOffset? _oldestItem;
    private double _resumeSummaries;
    private double? _dropBefore;
    private bool _isOverSize;
    private bool _hasFailed;

    public IngestWorker(
        StoreFile file, IngestQueue queue, IngestCounters counters, TraceConsoleOptions options, ILogger<IngestWorker> logger)
    {
        _file = file;
        _queue = queue;
        _counters = counters;
        _options = options;
        _logger = logger;
        _writer = StoreWriter.Open(file);
        _dropBefore = RetentionStart;
    }

    private double Now => EpochTime.From(_options.Clock.GetUtcNow());

    private double RetentionStart => EpochTime.From(_options.Clock.GetUtcNow() - _options.Retention);

    private bool IsSettled => _dropBefore is null && !_isOverSize;

    /// <summary>Works until the queue is closed and empty. To be run on a thread of its own.</summary>
    public void Run()
    {
        using var timer = _options.Clock.CreateTimer(_ => _queue.Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        while (!_queue.IsFinished)
        {
            var wait = UntilWork();
            if (wait == TimeSpan.Zero)
            {
                Work();
            }
            else
            {
                timer.Change(wait, Timeout.InfiniteTimeSpan);
                _queue.Wait();
            }
        }

        while (_writer.Pending.Count > 0 && Summarize(long.MaxValue))
        {
        }
    }

    public void Dispose() => _writer.Dispose();

    private TimeSpan UntilWork()
    {
        if (_queue.IsUrgent || _flushes.Count > 0 || !IsSettled)
        {
            return TimeSpan.Zero;
        }

        var wait = TimeSpan.MaxValue;
        if (_queue.Count > 0)
        {
            var now = _options.Clock.GetUtcNow();
            _oldestItem ??= now;
            wait = _oldestItem.Value + CommitInterval - now;
        }

        if (_writer.Pending.OldestSince is { } since)
        {
            var seconds = IsDue(since) ? 0 : Math.Max(0.001, Math.Max(since + SummaryDelaySeconds, _resumeSummaries) - Now);
            wait = TimeSpan.FromTicks(Math.Min(wait.Ticks, TimeSpan.FromSeconds(seconds).Ticks));
        }

        return wait == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private bool IsDue(double since) => since <= Now - SummaryDelaySeconds && _resumeSummaries <= Now;

    private void Work()
    {
        _oldestItem = null;
        _queue.Take(_batch);
        StoreBatch();
        var wanted = Math.Max(_writer.Pending.TakenNumber, _flushes.Count == 0 ? 0 : _flushes[^1].Number);
        foreach (var flush in _batch.OfType<IngestItem.Flush>())
        {
            wanted = _writer.Pending.LastNumber;
            _flushes.Add((flush.Done, wanted));
        }

        if (_batch.Exists(item => item is IngestItem.Prune))
        {
            _dropBefore = RetentionStart;
        }

        _batch.Clear();
        if (!_queue.IsCrowded)
        {
            // Documents that nobody takes are lost; summaries are only late.
            Summarize(wanted);
        }

        Drop();
        CompleteFlushes();
    }

    private void StoreBatch()
    {
        var documents = IngestDocuments.Read(_batch, _counters);
        var lines = _batch.OfType<IngestItem.Log>().Select(log => LogLine.Read(log.Line, log.ReceivedAt)).ToList();
        if (documents.Count + lines.Count > 0 && !TryStore(documents, lines))
        {
            StoreOneByOne(documents, lines);
        }
    }

    private bool TryStore(List<SegmentDocument> documents, List<LogLine> lines)
    {
        var results = new Dictionary<StoreResult, int>();
        var isStored = Transact(now =>
        {
            foreach (var document in documents)
            {
                var result = _writer.Add(document, now);
                results[result] = results.GetValueOrDefault(result) + 1;
            }

            lines.ForEach(line => _writer.Add(line, now));
        });
        if (isStored)
        {
            _counters.CountStored(results.GetValueOrDefault(StoreResult.Stored));
            _counters.CountIgnored(results.GetValueOrDefault(StoreResult.Ignored));
            _counters.CountRejected(RejectReason.TraceTooLarge, results.GetValueOrDefault(StoreResult.TraceTooLarge));
            _counters.CountLogLines(lines.Count);
        }

        return isStored;
    }

    /// <summary>What cannot be stored must not take its neighbours with it.</summary>
    private void StoreOneByOne(List<SegmentDocument> documents, List<LogLine> lines)
    {
        foreach (var document in documents.Where(document => !TryStore([document], [])))
        {
            LogDocumentLost(_logger, document.IdText, document.TraceId);
            _counters.CountRejected(RejectReason.StoreFailed);
        }

        if (lines.Count > 0 && !TryStore([], lines))
        {
            _counters.CountLogLinesLost(lines.Count);
        }
    }

    /// <summary>Summarises what is due, and what somebody waits for. False when the store refused.</summary>
    private bool Summarize(long wantedNumber)
    {
        var isWanted = wantedNumber > _writer.Pending.TakenNumber;
        if (_writer.Pending.OldestSince is not { } since || !(isWanted || IsDue(since)))
        {
            return true;
        }

        if (Transact(now => _writer.Summarize(now, now - SummaryDelaySeconds, wantedNumber, MaxSummaries)))
        {
            return true;
        }

        // One of them may be at fault. It is found by taking them alone, and left as it is.
        var tried = 0;
        while (tried++ < MaxSummaries && _writer.Pending.Count > 0
            && (Transact(now => _writer.Summarize(now, now, long.MaxValue, max: 1)) || Transact(_ => _writer.GiveUpOldest())))
        {
        }

        _resumeSummaries = Now + SummaryDelaySeconds;
        return false;
    }

    private void Drop()
    {
        if (_dropBefore is { } cutoff)
        {
            var isMore = false;
            Transact(_ => isMore = _writer.DropOlderThan(cutoff, MaxDropped));
            if (!isMore)
            {
                _dropBefore = null;
                Guard(() => _writer.GiveBackSpace(MaxFreedPages));
            }
        }

        _isOverSize = false;
        Guard(() => _isOverSize = _writer.UsedBytes > _options.MaxStoreBytes);
        if (_isOverSize)
        {
            var isMore = false;
            Transact(_ => isMore = _writer.DropOldest(MaxDropped));
            _isOverSize = isMore;
        }
    }

    /// <summary>After a failure nobody waits any longer: the numbers have changed, and the page shows what there is.</summary>
    private void CompleteFlushes()
    {
        var taken = _writer.Pending.TakenNumber;
        foreach (var flush in _flushes.Where(flush => _hasFailed || (flush.Number <= taken && IsSettled)))
        {
            flush.Done.TrySetResult();
        }

        _flushes.RemoveAll(flush => flush.Done.Task.IsCompleted);
        _hasFailed = false;
    }

    private bool Transact(Action<double> action) => Guard(() =>
    {
        var now = Now;
        _writer.Begin();
        action(now);
        _writer.Commit(now);
    });

    /// <summary>A full disk, a locked file or a document that nobody thought of costs that document, not the console.</summary>
    private bool Guard(Action action)
    {
        try
        {
            action();
            return true;
        }
#pragma warning disable CA1031 // The loop has to live on whatever one batch did to it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogStoreFailed(_logger, exception);
        }

        Reopen();
        return false;
    }

    private void Reopen()
    {
        _hasFailed = true;
        _writer.Dispose();
        try
        {
            _writer = StoreWriter.Open(_file);
        }
        catch (SqliteException exception)
        {
            // The next attempt to write ends here again.
            LogStoreFailed(_logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Document {Id} of trace {TraceId} was lost")]
    private static partial void LogDocumentLost(ILogger logger, string id, string traceId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The trace store could not be written")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception);
}
