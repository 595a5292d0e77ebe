using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.OpenTelemetry.Protobuf;
using Lego.Lambda.Runtime.Sqs;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.OpenTelemetry.Spans;

/// <summary>What a function's code and the framework put on a subsegment: annotations, metadata, links, and the marks of what happened to it.</summary>
internal sealed class ContentAttributes(ProtobufWriter message, AttributeWriter attributes, ErrorSanitizer sanitizer)
{
    // Source: OpenTelemetry specification, "Span limits": 128 links by default.
    private const int MaxLinks = 128;

    private readonly MetadataAttributes _metadata = new(attributes, sanitizer);

    internal void Write(Subsegment subsegment)
    {
        var annotations = subsegment.Annotations;
        if (subsegment.Name == MessageSubsegment.Name)
        {
            WriteMessage(annotations);
        }

        foreach (var (key, value) in annotations)
        {
            if (value.Text is { } text)
            {
                attributes.Put(key, NameRules.Cut(sanitizer.Redact(text), NameRules.MaxAnnotationText));
            }
            else
            {
                attributes.PutValue(key, value);
            }
        }

        _metadata.Write(subsegment.Metadata);
        WriteMarks(subsegment);
    }

    internal void WriteLinks(Subsegment subsegment)
    {
        var links = 0;
        foreach (var link in subsegment.Links)
        {
            if (link.ParentId == default)
            {
                continue;
            }

            if (++links <= MaxLinks)
            {
                var start = message.Open(OtlpFields.SpanLinks);
                SpanIds.Write(message, OtlpFields.LinkTraceId, link.TraceId);
                SpanIds.Write(message, OtlpFields.LinkSpanId, link.ParentId);
                message.Fixed32(OtlpFields.LinkFlags, SpanIds.KnownRemote | SpanIds.Remote);
                message.Close(start);
            }
        }

        if (links > MaxLinks)
        {
            message.Integer(OtlpFields.SpanDroppedLinks, links - MaxLinks);
        }
    }

    /// <summary>Source: OpenTelemetry semantic conventions, "Messaging spans" and "Amazon SQS".</summary>
    private void WriteMessage(IReadOnlyList<KeyValuePair<string, AnnotationValue>> annotations)
    {
        attributes.Put("messaging.system", "aws_sqs");
        attributes.Put("messaging.operation.name", "process");
        attributes.Put("messaging.operation.type", "process");
        foreach (var (key, value) in annotations)
        {
            if (key == MessageSubsegment.MessageId)
            {
                attributes.Put("messaging.message.id", sanitizer.Redact(value.Text));
            }
        }
    }

    private void WriteMarks(Subsegment subsegment)
    {
        if (subsegment.WasAbandoned || subsegment.EndTime is null)
        {
            attributes.PutBoolean("lego.unfinished", true);
        }

        if (subsegment.Folded is { } folded)
        {
            attributes.PutInteger("lego.folded.count", folded.Count);
            attributes.PutDouble("lego.folded.total_ms", folded.Total.TotalMilliseconds);
            attributes.PutDouble("lego.folded.mean_ms", folded.Mean.TotalMilliseconds);
            attributes.PutDouble("lego.folded.min_ms", folded.Shortest.TotalMilliseconds);
            attributes.PutDouble("lego.folded.max_ms", folded.Longest.TotalMilliseconds);
        }

        // A link needs a span; of a sender that named none the trace is all there is.
        foreach (var link in subsegment.Links)
        {
            if (link.ParentId == default)
            {
                attributes.Put("lego.linked_trace_id", link.TraceId.ToHexString());
            }
        }
    }
}
