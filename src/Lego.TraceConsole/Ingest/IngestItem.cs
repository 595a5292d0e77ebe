using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Ingest;

/// <summary>What the one writer of the store works through, in the order it came.</summary>
internal abstract record IngestItem
{
    // The object, its array and its place in the queue, so that many small items count as what they take.
    private const int Overhead = 128;

    private IngestItem()
    {
    }

    /// <summary>Memory that the item holds while it waits.</summary>
    public abstract long Bytes { get; }

    internal sealed record Datagram(byte[] Content) : IngestItem
    {
        public override long Bytes => Content.Length + Overhead;
    }

    /// <summary>A document that was read and found valid before it came here.</summary>
    internal sealed record Document(SegmentDocument Content) : IngestItem
    {
        public override long Bytes => Content.Body.Length + Overhead;
    }

    internal sealed record Log(string Line, double ReceivedAt) : IngestItem
    {
        public override long Bytes => (2L * Line.Length) + Overhead;
    }

    internal sealed record Flush(TaskCompletionSource Done) : IngestItem
    {
        public override long Bytes => 0;
    }

    internal sealed record Prune : IngestItem
    {
        public override long Bytes => 0;
    }
}
