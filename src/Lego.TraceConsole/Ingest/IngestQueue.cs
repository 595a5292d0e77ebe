using System.Threading.Channels;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Ingest;

/// <summary>
/// Stands between receiving and storing, so that a slow disk costs documents (counted) and never a blocked sender. It is bounded by the
/// bytes that wait in it.
/// </summary>
internal sealed class IngestQueue(IngestCounters counters, TimeProvider clock, long capacity = IngestQueue.DefaultCapacity)
{
    /// <summary>So many items are worth a transaction of their own; fewer wait a moment for company.</summary>
    public const int FullBatch = 4096;

    // Four seconds of the fastest sender that the store is made for, with 1.5 KB a document.
    private const long DefaultCapacity = 128L * 1024 * 1024;

    private readonly Channel<IngestItem> _items = Channel.CreateUnbounded<IngestItem>(new UnboundedChannelOptions { SingleReader = true });
    private readonly object _gate = new();
    private bool _isAwake;
    private long _bytes;
    private int _count;
    private int _urgent;
    private volatile bool _isClosed;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Somebody waits for what is in the queue, or there is enough of it.</summary>
    public bool IsUrgent => Volatile.Read(ref _urgent) > 0 || Count >= FullBatch || _isClosed;

    /// <summary>Closed, and everything was taken.</summary>
    public bool IsFinished => _items.Reader.Completion.IsCompleted;

    /// <summary>More than half full: whatever can be done later should be.</summary>
    public bool IsCrowded => Volatile.Read(ref _bytes) > capacity / 2;

    public void AddDatagram(ReadOnlySpan<byte> datagram)
    {
        if (!TryAdd(new IngestItem.Datagram(datagram.ToArray())))
        {
            counters.CountRejected(RejectReason.QueueFull);
        }
    }

    /// <summary>False when there is no room.</summary>
    public bool TryAddDocument(SegmentDocument document) => TryAdd(new IngestItem.Document(document));

    public void AddLogLine(string line)
    {
        var kept = line.Length <= LogLine.MaxLength ? line : line[..LogLine.MaxLength];
        if (!TryAdd(new IngestItem.Log(kept, EpochTime.From(clock.GetUtcNow()))))
        {
            counters.CountLogLinesLost();
        }
    }

    /// <summary>Asks for pruning.</summary>
    public void AddPrune() => AddUrgent(new IngestItem.Prune());

    /// <summary>Completes when all that was added before is stored and can be found.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Closing stores everything that is left, so after it there is nothing to wait for.
        if (AddUrgent(new IngestItem.Flush(done)))
        {
            await done.Task.WaitAsync(cancellationToken);
        }
    }

    public void Close()
    {
        _items.Writer.TryComplete();
        _isClosed = true;
        Wake();
    }

    /// <summary>For the one reader: moves what waits, up to a full batch, into <paramref name="batch"/>.</summary>
    public void Take(List<IngestItem> batch)
    {
        while (batch.Count < FullBatch && _items.Reader.TryRead(out var item))
        {
            Interlocked.Add(ref _bytes, -item.Bytes);
            Interlocked.Decrement(ref _count);
            if (item is IngestItem.Flush or IngestItem.Prune)
            {
                Interlocked.Decrement(ref _urgent);
            }

            batch.Add(item);
        }
    }

    /// <summary>For the one reader: waits until something changed that may call for work.</summary>
    public void Wait()
    {
        lock (_gate)
        {
            while (!_isAwake)
            {
                Monitor.Wait(_gate);
            }

            _isAwake = false;
        }
    }

    public void Wake()
    {
        lock (_gate)
        {
            _isAwake = true;
            Monitor.Pulse(_gate);
        }
    }

    private bool TryAdd(IngestItem item)
    {
        if (Interlocked.Add(ref _bytes, item.Bytes) > capacity || !_items.Writer.TryWrite(item))
        {
            Interlocked.Add(ref _bytes, -item.Bytes);
            return false;
        }

        if (Interlocked.Increment(ref _count) is 1 or FullBatch)
        {
            Wake();
        }

        return true;
    }

    private bool AddUrgent(IngestItem item)
    {
        Interlocked.Increment(ref _urgent);
        if (TryAdd(item))
        {
            Wake();
            return true;
        }

        Interlocked.Decrement(ref _urgent);
        return false;
    }
}
