using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>Writes annotations, links and metadata, with the marks of what had to be cut.</summary>
internal sealed class ContentWriter(InvocationTrace trace, ErrorSanitizer sanitizer)
{
    private const string TraceNamespace = "trace";
    private const int ShortAnnotation = 100;

    private readonly MetadataWriter _metadata = new(sanitizer);

    internal int Dropped { get; set; }

    internal void Write(Utf8JsonWriter json, Subsegment subsegment, Detail detail)
    {
        var annotations = subsegment.Annotations;
        var indexed = detail == Detail.Skeleton ? 0 : Math.Min(annotations.Count, subsegment.IndexedAnnotations);
        WriteAnnotations(json, subsegment, annotations, indexed, detail == Detail.Full ? NameRules.MaxAnnotationText : ShortAnnotation);
        WriteLinks(json, subsegment);
        var entries = detail == Detail.Full ? subsegment.Metadata.ToList() : [];
        if (detail == Detail.Full)
        {
            for (var i = indexed; i < annotations.Count; i++)
            {
                entries.Add(new MetadataEntry(TraceNamespace, "annotation." + annotations[i].Key, annotations[i].Value.ToString()));
            }
        }

        AddMarks(entries, subsegment, detail);
        _metadata.Write(json, entries);
    }

    private void WriteAnnotations(
        Utf8JsonWriter json, Subsegment subsegment, IReadOnlyList<KeyValuePair<string, AnnotationValue>> annotations, int count, int length)
    {
        var isOpen = subsegment.EndTime is null;
        if (count == 0 && !isOpen)
        {
            return;
        }

        json.WriteStartObject("annotations"u8);
        if (isOpen)
        {
            json.WriteBoolean("timedOut"u8, true);
        }

        for (var i = 0; i < count; i++)
        {
            var (key, value) = annotations[i];
            json.WritePropertyName(key);
            WriteAnnotation(json, value, length);
        }

        json.WriteEndObject();
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

    private static void WriteLinks(Utf8JsonWriter json, Subsegment subsegment)
    {
        // Source: X-Ray quotas: 20 producer traces for a segment.
        var links = subsegment.Links.Where(link => link.ParentId != default).Take(20).ToList();
        if (links.Count == 0)
        {
            return;
        }

        json.WriteStartArray("links"u8);
        foreach (var link in links)
        {
            json.WriteStartObject();
            json.WriteString("trace_id"u8, TraceIds.ToXRay(link.TraceId));
            json.WriteString("id"u8, link.ParentId.ToHexString());
            json.WriteStartObject("attributes"u8);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void AddMarks(List<MetadataEntry> entries, Subsegment subsegment, Detail detail)
    {
        void Mark(string key, object value) => entries.Add(new MetadataEntry(TraceNamespace, key, value));

        if (detail != Detail.Full)
        {
            Mark("truncated", true);
        }

        if (subsegment.WasAbandoned)
        {
            Mark("unfinished", true);
        }

        if (subsegment.Folded is { } folded)
        {
            Mark("folded", new JsonObject
            {
                ["count"] = folded.Count,
                ["totalMs"] = Milliseconds(folded.Total),
                ["meanMs"] = Milliseconds(folded.Mean),
                ["minMs"] = Milliseconds(folded.Shortest),
                ["maxMs"] = Milliseconds(folded.Longest),
            });
        }

        if (Dropped > 0 && subsegment == trace.Root)
        {
            Mark("dropped", (long)Dropped);
        }

        if (subsegment.Links.FirstOrDefault(link => link.ParentId == default) is { } whole && whole.TraceId != default)
        {
            Mark("linkedTrace", TraceIds.ToXRay(whole.TraceId));
        }
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
