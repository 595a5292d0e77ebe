namespace Lego.TraceConsole.Ingest;

/// <summary>What the one writer of the store works through, in the order it came.</summary>
internal abstract record IngestItem
{
    private IngestItem()
    {
    }

    internal sealed record Datagram(byte[] Content) : IngestItem;

    internal sealed record Log(string Line, double ReceivedAt) : IngestItem;

    internal sealed record Flush(TaskCompletionSource Done) : IngestItem;

    internal sealed record Prune : IngestItem;
}
