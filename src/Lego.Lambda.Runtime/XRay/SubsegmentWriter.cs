using System.Text.Json;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>
/// Writes subsegments as X-Ray documents. Source: AWS X-Ray developer guide, "X-Ray segment documents", and its JSON schema 1.0.0.
/// </summary>
internal sealed class SubsegmentWriter(InvocationTrace trace, ErrorSanitizer sanitizer)
{
    private const string TraceNamespace = "trace";

    private readonly MetadataWriter _metadata = new(sanitizer);

    /// <summary>Annotations that a trace may still index; the root is written first, so the framework's own come first.</summary>
    private int _annotationsLeft;

    /// <summary>Writes a subsegment as a document of its own.</summary>
    internal void WriteDocument(Utf8JsonWriter json, Subsegment subsegment, string parentId, Subsegment[] children, Detail detail)
    {
        _annotationsLeft = NameRules.MaxAnnotations;
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
        WriteBody(json, subsegment, subsegment.Children(), Detail.Full);
        json.WriteEndObject();
    }

    private void WriteBody(Utf8JsonWriter json, Subsegment subsegment, Subsegment[] children, Detail detail)
    {
        json.WriteString("id"u8, subsegment.Id);
        json.WriteString("name"u8, NameRules.Name(subsegment.Name));
        WriteTimes(json, subsegment);
        WriteOutcome(json, subsegment.Outcome);
        AdoptedWriter.Write(json, sanitizer, subsegment, detail);
        if (detail != Detail.Skeleton)
        {
            BlockWriter.WriteHttp(json, sanitizer, subsegment);
            WriteCause(json, subsegment, withFrames: detail == Detail.Full);
        }

        var extra = WriteAnnotations(json, subsegment, detail);
        WriteMetadata(json, subsegment, detail, extra);

        if (subsegment.Call is not null || children.Length > 0)
        {
            json.WriteStartArray("subsegments"u8);
            if (subsegment.Call is { } call)
            {
                WriteCall(json, subsegment, call);
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
        if ((subsegment.Cause is { Count: > 0 } cause ? cause[0].Id : subsegment.CauseId) is { } causeId)
        {
            json.WriteString("cause"u8, causeId);
        }

        BlockWriter.WriteCall(json, sanitizer, call);
        json.WriteEndObject();
    }

    private static void WriteTimes(Utf8JsonWriter json, Subsegment subsegment)
    {
        EpochSeconds.Write(json, "start_time"u8, subsegment.StartTime);
        EpochSeconds.Write(json, "end_time"u8, subsegment.EndTime ?? subsegment.StartTime);
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

    /// <summary>Writes what may be indexed and returns the rest, for the metadata.</summary>
    private ReadOnlySpan<KeyValuePair<string, AnnotationValue>> WriteAnnotations(Utf8JsonWriter json, Subsegment subsegment, Detail detail)
    {
        var annotations = subsegment.Annotations();
        var count = detail == Detail.Skeleton ? 0 : Math.Min(annotations.Length, _annotationsLeft);
        _annotationsLeft -= count;
        if (count > 0)
        {
            var length = detail == Detail.Full ? NameRules.MaxAnnotationText : 100;
            json.WriteStartObject("annotations"u8);
            foreach (var (key, value) in annotations.AsSpan(0, count))
            {
                json.WritePropertyName(NameRules.Key(key));
                WriteAnnotation(json, value, length);
            }

            json.WriteEndObject();
        }

        return detail == Detail.Full ? annotations.AsSpan(count) : [];
    }

    private void WriteAnnotation(Utf8JsonWriter json, AnnotationValue value, int length)
    {
        if (value.Boolean is { } boolean)
        {
            json.WriteBooleanValue(boolean);
        }
        else if (value.Number is { } number && double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(NameRules.Cut(sanitizer.Redact(value.ToString()), length));
        }
    }

    private void WriteMetadata(
        Utf8JsonWriter json, Subsegment subsegment, Detail detail, ReadOnlySpan<KeyValuePair<string, AnnotationValue>> notIndexed)
    {
        var entries = detail == Detail.Full ? subsegment.Metadata().ToList() : [];
        foreach (var (key, value) in notIndexed)
        {
            entries.Add(new MetadataEntry(TraceNamespace, "annotation." + key, value.ToString()));
        }

        if (detail != Detail.Full)
        {
            entries.Add(new MetadataEntry(TraceNamespace, "truncated", true));
        }

        if (subsegment.WasAbandoned)
        {
            entries.Add(new MetadataEntry(TraceNamespace, "unfinished", true));
        }

        _metadata.Write(json, entries);
    }
}
