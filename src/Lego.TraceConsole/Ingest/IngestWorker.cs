using Lego.TraceConsole.Model;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Ingest;

/// <summary>
/// The one writer of the store. Documents that come close together are stored in one transaction; a trace is summarised a moment after its
/// first document, so that it is summarised once. Whoever flushes waits for neither.
/// </summary>
internal sealed partial class IngestWorker : IDisposable
{
    private const double SummaryDelaySeconds = 1;

    // Bounds what has to wait in the queue meanwhile.
    private const int MaxSummaries = 500;

    // What a killed process loses at most, with what it takes to write it.
    private static readonly TimeSpan CommitInterval = TimeSpan.FromMilliseconds(200);

    private readonly IngestQueue _queue;
    private readonly IngestCounters _counters;
    private readonly TimeProvider _clock;
    private readonly ILogger<IngestWorker> _logger;
    private readonly GuardedWriter _store;
    private readonly StoreLimits _limits;
    private readonly List<IngestItem> _batch = new(IngestQueue.FullBatch);
    private readonly List<(TaskCompletionSource Done, long Number)> _flushes = [];
    private long? _oldestItem;
    private double _resumeSummaries;

    public IngestWorker(
        StoreFile file, IngestQueue queue, IngestCounters counters, TraceConsoleOptions options, ILogger<IngestWorker> logger)
    {
        _queue = queue;
        _counters = counters;
        _clock = options.Clock;
        _logger = logger;
        _store = new GuardedWriter(file, options.Clock, logger);
        _limits = new StoreLimits(_store, options);
        _limits.Renew();
    }

    private PendingTraces Pending => _store.Writer.Pending;

    private bool IsDue => Pending.OldestSince <= DueSince && _resumeSummaries <= _store.Now;

    /// <summary>What waits since then has waited long enough; all of it when the clock was set back meanwhile.</summary>
    private double DueSince => Pending.OldestSince > _store.Now + SummaryDelaySeconds ? double.MaxValue : _store.Now - SummaryDelaySeconds;

    /// <summary>Works until the queue is closed and empty. To be run on a thread of its own.</summary>
    public void Run()
    {
        using var timer = _clock.CreateTimer(_ => _queue.Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
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

        while (Pending.Count > 0 && Summarize(long.MaxValue))
        {
        }
    }

    public void Dispose() => _store.Dispose();

    private TimeSpan UntilWork()
    {
        if (_queue.IsUrgent || _flushes.Count > 0 || !_limits.IsSettled)
        {
            return TimeSpan.Zero;
        }

        var wait = TimeSpan.MaxValue;
        if (_queue.Count > 0)
        {
            _oldestItem ??= _clock.GetTimestamp();
            wait = CommitInterval - _clock.GetElapsedTime(_oldestItem.Value);
        }

        if (Pending.OldestSince is { } since)
        {
            var seconds = Math.Clamp(Math.Max(since + SummaryDelaySeconds, _resumeSummaries) - _store.Now, 0.001, SummaryDelaySeconds);
            wait = IsDue ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(wait.Ticks, TimeSpan.FromSeconds(seconds).Ticks));
        }

        return wait == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private void Work()
    {
        _oldestItem = null;
        _queue.Take(_batch);
        StoreBatch();
        var wanted = _flushes.Count == 0 ? 0 : _flushes[^1].Number;
        foreach (var flush in _batch.OfType<IngestItem.Flush>())
        {
            wanted = Pending.LastNumber;
            _flushes.Add((flush.Done, wanted));
        }

        if (_batch.Exists(item => item is IngestItem.Prune))
        {
            _limits.Renew();
        }

        _batch.Clear();
        if (!_queue.IsCrowded)
        {
            // Documents that nobody takes are lost; summaries are only late.
            Summarize(wanted);
        }

        _limits.DropSome();
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
        var isStored = _store.Transact((writer, now) =>
        {
            foreach (var document in documents)
            {
                var result = writer.Add(document, now);
                results[result] = results.GetValueOrDefault(result) + 1;
            }

            lines.ForEach(line => writer.Add(line, now));
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
        if (wantedNumber <= Pending.TakenNumber && !IsDue)
        {
            return true;
        }

        if (_store.Transact((writer, now) => writer.Summarize(now, DueSince, wantedNumber, MaxSummaries)))
        {
            return true;
        }

        // One of them may be at fault. It is found by taking them alone, and left as it is.
        var tried = 0;
        while (tried++ < MaxSummaries && Pending.Count > 0
            && (_store.Transact((writer, now) => writer.Summarize(now, now, long.MaxValue, max: 1))
                || _store.Transact((writer, _) => writer.GiveUpOldest())))
        {
        }

        _resumeSummaries = _store.Now + SummaryDelaySeconds;
        return false;
    }

    /// <summary>After a failure nobody waits any longer: the numbers have changed, and the page shows what there is.</summary>
    private void CompleteFlushes()
    {
        var taken = Pending.TakenNumber;
        foreach (var flush in _flushes.Where(flush => _store.HasFailed || (flush.Number <= taken && _limits.IsSettled)))
        {
            flush.Done.TrySetResult();
        }

        _flushes.RemoveAll(flush => flush.Done.Task.IsCompleted);
        _store.HasFailed = false;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Document {Id} of trace {TraceId} was lost")]
    private static partial void LogDocumentLost(ILogger logger, string id, string traceId);
}
