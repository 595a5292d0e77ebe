using System.Text.Json;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>
/// Writes segments and subsegments as X-Ray documents. Source: AWS X-Ray developer guide, "X-Ray segment documents", and its JSON schema 1.0.0.
/// </summary>
internal sealed class SubsegmentWriter(InvocationTrace trace, ErrorSanitizer sanitizer)
{
    private readonly ContentWriter _content = new(trace, sanitizer);

    /// <summary>Subsegments of the trace that found no room; the root says so.</summary>
    internal int Dropped
    {
        set => _content.Dropped = value;
    }

    /// <summary>Writes a subsegment as a document of its own.</summary>
    internal void WriteDocument(Utf8JsonWriter json, Subsegment subsegment, string parentId, Subsegment[] children, Detail detail)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "subsegment"u8);
        json.WriteString("trace_id"u8, trace.TraceId);
        json.WriteString("parent_id"u8, parentId);
        WriteBody(json, subsegment, children, detail);
        json.WriteEndObject();
    }

    /// <summary>Writes a subsegment with all below it, as a member of its parent's <c>subsegments</c>.</summary>
    internal void WriteNested(Utf8JsonWriter json, Subsegment subsegment)
    {
        json.WriteStartObject();
        WriteBody(json, subsegment, subsegment.ChildrenNow(), Detail.Full);
        json.WriteEndObject();
    }

    /// <summary>Writes the function's segment, as Lambda would have done.</summary>
    internal void WriteSegment(Utf8JsonWriter json, FunctionSegment segment, Subsegment[] children, bool withRoot)
    {
        var root = trace.Root;
        json.WriteStartObject();
        json.WriteString("trace_id"u8, trace.TraceId);
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
        SegmentBlocks.Write(json, segment, trace);
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

    private void WriteBody(Utf8JsonWriter json, Subsegment subsegment, Subsegment[] children, Detail detail)
    {
        json.WriteString("id"u8, subsegment.Id);
        json.WriteString("name"u8, NameRules.Name(subsegment.Name));
        WriteTimes(json, subsegment);
        WriteOutcome(json, subsegment.Outcome);
        var call = subsegment.Call;
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

        _content.Write(json, subsegment, detail);
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
    private void WriteCall(Utf8JsonWriter json, Subsegment subsegment, DependencyCall call)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, CallIds.Of(subsegment.Id));
        json.WriteString("name"u8, NameRules.Name(call.Name));
        json.WriteString("namespace"u8, call.Namespace);
        WriteTimes(json, subsegment);
        WriteOutcome(json, subsegment.Outcome);
        WriteCauseId(json, subsegment);
        BlockWriter.WriteCall(json, sanitizer, call);
        json.WriteEndObject();
    }

    private static void WriteTimes(Utf8JsonWriter json, Subsegment subsegment)
    {
        EpochSeconds.Write(json, "start_time"u8, subsegment.StartTime);
        if (subsegment.EndTime is { } end)
        {
            EpochSeconds.Write(json, "end_time"u8, end);
        }
        else
        {
            json.WriteBoolean("in_progress"u8, true);
        }
    }

    private static void WriteOutcome(Utf8JsonWriter json, Outcome outcome)
    {
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

    private static void WriteCause(Utf8JsonWriter json, Subsegment subsegment, bool withFrames)
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
    private static void WriteCauseId(Utf8JsonWriter json, Subsegment subsegment)
    {
        if ((subsegment.Cause is { Count: > 0 } cause ? cause[0].Id : subsegment.CauseId) is { } id)
        {
            json.WriteString("cause"u8, id);
        }
    }
}
