using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>
/// Writes segments and subsegments as X-Ray documents. Source: AWS X-Ray developer guide, "X-Ray segment documents", and its JSON schema 1.0.0.
/// </summary>
internal sealed class SubsegmentWriter(ErrorSanitizer sanitizer)
{
    private readonly ContentWriter _content = new(sanitizer);

    /// <summary>The trace that is written.</summary>
    internal InvocationTrace Trace { get; set; } = null!;

    /// <summary>Subsegments of the trace that found no room; the root says so.</summary>
    internal int Dropped
    {
        set => _content.Dropped = value;
    }

    /// <summary>Writes a subsegment as a document of its own.</summary>
    internal void WriteDocument(DocumentJson json, Subsegment subsegment, string parentId, ReadOnlySpan<Subsegment> children, Detail detail)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "subsegment"u8);
        WriteTraceId(json);
        json.WriteString("parent_id"u8, parentId);
        WriteBody(json, subsegment, children, detail);
        json.WriteEndObject();
    }

    /// <summary>Writes a subsegment with all below it, as a member of its parent's <c>subsegments</c>.</summary>
    internal void WriteNested(DocumentJson json, Subsegment subsegment)
    {
        json.WriteStartObject();
        WriteBody(json, subsegment, subsegment.SealedChildren(), Detail.Full);
        json.WriteEndObject();
    }

    /// <summary>Writes the function's segment, as Lambda would have done.</summary>
    internal void WriteSegment(DocumentJson json, FunctionSegment segment, ReadOnlySpan<Subsegment> children, bool withRoot)
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
            WriteBody(json, root, children, Detail.Full);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void WriteBody(DocumentJson json, Subsegment subsegment, ReadOnlySpan<Subsegment> children, Detail detail)
    {
        var call = subsegment.Call;
        json.WriteId("id"u8, subsegment.IdValue);

        // A node is named by the settings of the function or by its host.
        json.WriteString("name"u8, call is { IsNode: true } ? NameRules.Name(subsegment.Name) : NameRules.Redacted(subsegment.Name));
        WriteTimes(json, subsegment);
        WriteOutcome(json, subsegment.Outcome);
        if (call is { IsNode: true })
        {
            json.WriteString("namespace"u8, call.Namespace);
        }

        AdoptedWriter.Write(json, sanitizer, subsegment, detail);
        if (detail != Detail.Skeleton)
        {
            if (call is { IsNode: true })
            {
                BlockWriter.WriteCall(json, sanitizer, call);
            }
            else
            {
                BlockWriter.WriteHttp(json, sanitizer, subsegment);
            }

            WriteCause(json, subsegment, withFrames: detail == Detail.Full);
        }

        _content.Write(json, subsegment, isRoot: subsegment == Trace.Root, detail);
        var hasNode = call is { IsNode: false };
        if (hasNode || children.Length > 0)
        {
            json.WriteStartArray("subsegments"u8);
            if (hasNode)
            {
                WriteCall(json, subsegment, call!);
            }

            foreach (var child in children)
            {
                WriteNested(json, child);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>The downstream half of a traced call: the one node on the service map.</summary>
    private void WriteCall(DocumentJson json, Subsegment subsegment, DependencyCall call)
    {
        json.WriteStartObject();
        json.WriteId("id"u8, CallIds.Of(subsegment.IdValue));
        json.WriteString("name"u8, NameRules.Name(call.Name));
        json.WriteString("namespace"u8, call.Namespace);
        WriteTimes(json, subsegment);
        WriteOutcome(json, subsegment.Outcome);
        WriteCauseId(json, subsegment);
        BlockWriter.WriteCall(json, sanitizer, call);
        json.WriteEndObject();
    }

    private void WriteTraceId(DocumentJson json)
    {
        // In X-Ray's form: 1-, the first eight of the hex digits, -, the others.
        Span<char> text = stackalloc char[TraceIds.XRayLength];
        TraceIds.Write(Trace.Header.TraceId, text);
        json.WriteString("trace_id"u8, text);
    }

    private static void WriteTimes(DocumentJson json, Subsegment subsegment)
    {
        EpochSeconds.Write(json, "start_time"u8, subsegment.StartTicks);
        if (!subsegment.IsOpen)
        {
            EpochSeconds.Write(json, "end_time"u8, subsegment.EndTicks);
        }
        else
        {
            json.WriteBoolean("in_progress"u8, true);
        }
    }

    private static void WriteOutcome(DocumentJson json, Outcome outcome)
    {
        if (outcome == Outcome.Ok)
        {
            return;
        }

        if (outcome.HasFlag(Outcome.Error))
        {
            json.WriteBoolean("error"u8, true);
        }

        if (outcome.HasFlag(Outcome.Throttle))
        {
            json.WriteBoolean("throttle"u8, true);
        }

        if (outcome.HasFlag(Outcome.Fault))
        {
            json.WriteBoolean("fault"u8, true);
        }
    }

    private static void WriteCause(DocumentJson json, Subsegment subsegment, bool withFrames)
    {
        if (subsegment.CauseId is { } id)
        {
            json.WriteString("cause"u8, id);
        }
        else if (subsegment.Cause is { Count: > 0 } cause)
        {
            BlockWriter.WriteCause(json, cause, withFrames);
        }
    }

    /// <summary>Names the exception that the subsegment's own document describes.</summary>
    private static void WriteCauseId(DocumentJson json, Subsegment subsegment)
    {
        if ((subsegment.Cause is { Count: > 0 } cause ? cause[0].Id : subsegment.CauseId) is { } id)
        {
            json.WriteString("cause"u8, id);
        }
    }
}
