using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>
/// Writes segments and subsegments as X-Ray documents. Source: AWS X-Ray developer guide, "X-Ray segment documents", and its JSON schema 1.0.0.
/// </summary>
internal sealed partial class SubsegmentWriter(ErrorSanitizer sanitizer)
{
    private readonly ContentWriter _content = new(sanitizer);

    /// <summary>The trace that is written.</summary>
    internal InvocationTrace Trace { get; set; } = null!;

    /// <summary>Subsegments of the trace that found no room; the root says so.</summary>
    internal int Dropped
    {
        set => _content.Dropped = value;
    }

    /// <summary>Writes a subsegment with all below it as a document of its own. One that becomes too large is not finished.</summary>
    internal void WriteDocument(DocumentJson json, Subsegment subsegment, string parentId)
    {
        StartDocument(json, parentId);
        WriteBody(json, subsegment);
        json.WriteEndObject();
    }

    /// <summary>Writes the function's segment, as Lambda would have done, with the root and all below it or without.</summary>
    internal void WriteSegment(DocumentJson json, FunctionSegment segment, bool withRoot)
    {
        var root = Trace.Root;
        json.WriteStartObject();
        WriteTraceId(json);
        json.WriteString("id"u8, segment.Id.ToHexString());
        if (segment.ParentId != default)
        {
            json.WriteString("parent_id"u8, segment.ParentId.ToHexString());
        }

        json.WriteString("name"u8, NameRules.Name(segment.Name));
        WriteTimes(json, root);
        WriteOutcome(json, root.Outcome);
        BlockWriter.WriteHttp(json, sanitizer, root);
        WriteCauseId(json, root);
        SegmentBlocks.Write(json, segment, Trace);
        if (withRoot)
        {
            json.WriteStartArray("subsegments"u8);
            json.WriteStartObject();
            WriteBody(json, root);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void WriteBody(DocumentJson json, Subsegment subsegment)
    {
        WriteOwn(json, subsegment, Detail.Full);
        var children = subsegment.SealedChildren();
        var hasList = StartList(json, subsegment, Detail.Full, children.Length > 0);
        foreach (var child in children)
        {
            if (json.Written.Length > XRayExporter.MaxDatagram)
            {
                break;
            }

            json.WriteStartObject();
            WriteBody(json, child);
            json.WriteEndObject();
        }

        if (hasList)
        {
            json.WriteEndArray();
        }
    }

    private void StartDocument(DocumentJson json, string parentId)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "subsegment"u8);
        WriteTraceId(json);
        json.WriteString("parent_id"u8, parentId);
    }

    private void WriteTraceId(DocumentJson json)
    {
        // In X-Ray's form: 1-, the first eight of the hex digits, -, the others.
        Span<char> text = stackalloc char[TraceIds.XRayLength];
        TraceIds.Write(Trace.Header.TraceId, text);
        json.WriteString("trace_id"u8, text);
    }
}
