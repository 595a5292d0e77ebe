using System.Text;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Ingest;

/// <summary>The way in for documents that do not come by UDP: the same rules, and an answer.</summary>
internal sealed class SegmentIntake(IngestQueue queue, IngestCounters counters)
{
    /// <summary>
    /// Takes one document of PutTraceSegments. Null when it was taken; it can be found after the next flush. The error code is one of X-Ray's
    /// own, or <c>QueueFull</c> when more comes in than can be stored, which a caller should be told to repeat.
    /// </summary>
    public RefusedSegment? Add(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        counters.CountReceived();
        // Half a surrogate pair becomes the replacement character here, as it does in a datagram.
        var body = Encoding.UTF8.GetBytes(json);
        var reason = SegmentDocument.TryRead(body, out var document)
            ?? (queue.TryAddDocument(document!) ? null : RejectReason.QueueFull);
        if (reason is not { } refused)
        {
            return null;
        }

        counters.CountRejected(refused);
        return new RefusedSegment(SegmentDocument.FindId(body), refused.ToString());
    }
}
