using System.Threading.Channels;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Ingest;

/// <summary>Stands between receiving and storing, so that a slow disk costs documents (counted) and never a blocked sender.</summary>
internal sealed class IngestQueue(IngestCounters counters, TimeProvider clock, int capacity = IngestQueue.DefaultCapacity)
{
    private const int DefaultCapacity = 16_384;

    private readonly Channel<IngestItem> _items = Channel.CreateBounded<IngestItem>(
        new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public ChannelReader<IngestItem> Reader => _items.Reader;

    public void AddDatagram(ReadOnlySpan<byte> datagram)
    {
        if (!_items.Writer.TryWrite(new IngestItem.Datagram(datagram.ToArray())))
        {
            counters.CountRejected(RejectReason.QueueFull);
        }
    }

    public void AddLogLine(string line)
    {
        var kept = line.Length <= LogLine.MaxLength ? line : line[..LogLine.MaxLength];
        if (!_items.Writer.TryWrite(new IngestItem.Log(kept, EpochTime.From(clock.GetUtcNow()))))
        {
            counters.CountLogLinesLost();
        }
    }

    /// <summary>Asks for pruning; with a full queue the next round will do.</summary>
    public void AddPrune() => _items.Writer.TryWrite(new IngestItem.Prune());

    /// <summary>Completes when all that was added before is stored.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _items.Writer.WriteAsync(new IngestItem.Flush(done), cancellationToken);
        }
        catch (ChannelClosedException)
        {
            // Closing stores everything that is left, so there is nothing to wait for here.
            return;
        }

        await done.Task.WaitAsync(cancellationToken);
    }

    public void Close() => _items.Writer.TryComplete();
}
