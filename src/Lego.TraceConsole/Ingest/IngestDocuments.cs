using Lego.TraceConsole.Daemon;
using Lego.TraceConsole.Model;
using Lego.TraceConsole.Otlp;

namespace Lego.TraceConsole.Ingest;

/// <summary>Gets the documents out of what came in; what is none is counted by its reason.</summary>
internal static class IngestDocuments
{
    public static List<SegmentDocument> Read(List<IngestItem> items, IngestCounters counters)
    {
        var documents = new List<SegmentDocument>(items.Count);
        foreach (var item in items)
        {
            if (item is IngestItem.Document read)
            {
                documents.Add(read.Content);
            }
            else if (item is IngestItem.Datagram datagram && ReadDatagram(datagram.Content, documents, counters) is { } reason)
            {
                counters.CountRejected(reason);
            }
        }

        return documents;
    }

    private static RejectReason? ReadDatagram(byte[] datagram, List<SegmentDocument> documents, IngestCounters counters)
    {
        var reason = DatagramReader.TryReadBody(datagram, out var body);
        if (reason is null && OtlpPayload.IsPayload(body.Span))
        {
            reason = OtlpPayload.TryRead(body.Span, out var spans);
            foreach (var span in spans)
            {
                if (ReadDocument(span, documents) is { } refused)
                {
                    counters.CountRejected(refused);
                }
            }

            return reason;
        }

        return reason ?? ReadDocument(body, documents);
    }

    private static RejectReason? ReadDocument(Memory<byte> body, List<SegmentDocument> documents)
    {
        var reason = SegmentDocument.TryRead(body, out var document);
        if (document is not null)
        {
            documents.Add(document);
        }

        return reason;
    }
}
