using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Ingest;

/// <summary>What came in since the start and what became of it.</summary>
internal sealed class IngestCounters
{
    private readonly long[] _rejected = new long[Enum.GetValues<RejectReason>().Length];
    private long _received;
    private long _stored;
    private long _ignored;
    private long _logLines;
    private long _logLinesLost;

    /// <summary>Datagrams, and documents that were handed in.</summary>
    public long Received => Interlocked.Read(ref _received);

    public long Stored => Interlocked.Read(ref _stored);

    /// <summary>Further versions of a document that was already there.</summary>
    public long Ignored => Interlocked.Read(ref _ignored);

    public long LogLines => Interlocked.Read(ref _logLines);

    public long LogLinesLost => Interlocked.Read(ref _logLinesLost);

    public long Rejected => Enum.GetValues<RejectReason>().Sum(RejectedFor);

    public long RejectedFor(RejectReason reason) => Interlocked.Read(ref _rejected[(int)reason]);

    public void CountReceived() => Interlocked.Increment(ref _received);

    public void CountStored(long documents) => Interlocked.Add(ref _stored, documents);

    public void CountIgnored(long documents) => Interlocked.Add(ref _ignored, documents);

    public void CountRejected(RejectReason reason, long documents = 1) => Interlocked.Add(ref _rejected[(int)reason], documents);

    public void CountLogLines(long lines) => Interlocked.Add(ref _logLines, lines);

    public void CountLogLinesLost(long lines = 1) => Interlocked.Add(ref _logLinesLost, lines);
}
