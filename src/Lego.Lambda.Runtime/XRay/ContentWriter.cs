using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.Tracing.Metadata;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>Writes annotations, links and metadata, with the marks of what had to be cut.</summary>
internal sealed class ContentWriter(ErrorSanitizer sanitizer)
{
    private const string TraceNamespace = "trace";
    private const string TimedOut = "timedOut";
    private const int ShortAnnotation = 100;

    // Source: X-Ray quotas: 20 producer traces for a segment.
    private const int MaxLinks = 20;

    private readonly MetadataWriter _metadata = new(sanitizer);

    // What is written beside the metadata that the subsegment has.
    private KeptList<MetadataEntry> _entries;

    /// <summary>Subsegments of the trace that found no room; told where the root is written.</summary>
    internal int Dropped { get; set; }

    internal void Write(DocumentJson json, Subsegment subsegment, bool isRoot, Detail detail)
    {
        if (subsegment.IsClosed)
        {
            WriteHeld(json, subsegment, isRoot, detail);
            return;
        }

        using (subsegment.Hold())
        {
            WriteHeld(json, subsegment, isRoot, detail);
        }
    }

    private void WriteHeld(DocumentJson json, Subsegment subsegment, bool isRoot, Detail detail)
    {
        var content = subsegment.Content;
        var annotations = content is null ? [] : content.Annotations.Items;
        // What is open has one more, which says so.
        var most = subsegment.IsOpen ? NameRules.MaxAnnotations - 1 : NameRules.MaxAnnotations;
        var indexed = detail == Detail.Skeleton ? 0 : Math.Min(Math.Min(annotations.Length, most), content?.IndexedAnnotations ?? 0);
        WriteAnnotations(json, annotations[..indexed], subsegment.IsOpen, detail == Detail.Full ? NameRules.MaxAnnotationText : ShortAnnotation);
        if (subsegment.LinkList is { } links)
        {
            WriteLinks(json, links);
        }

        var metadata = content is null || detail != Detail.Full ? [] : content.Metadata.Items;
        if (detail == Detail.Full)
        {
            foreach (var (key, value) in annotations[indexed..])
            {
                _entries.Add(new MetadataEntry(TraceNamespace, "annotation." + key, Shown(value, NameRules.MaxAnnotationText).ToString()));
            }
        }

        AddMarks(subsegment, isRoot, detail);
        if (_entries.Count == 0)
        {
            _metadata.Write(json, metadata);
            return;
        }

        var marks = _entries.Count;
        foreach (ref readonly var entry in metadata)
        {
            if (entry.Namespace != TraceNamespace || !HasMark(entry.Key, marks))
            {
                _entries.Insert(_entries.Count - marks, entry);
            }
        }

        _metadata.Write(json, _entries.Items);
        _entries.Clear();
    }

    private static void WriteAnnotations(DocumentJson json, ReadOnlySpan<KeyValuePair<string, AnnotationValue>> annotations, bool isOpen, int length)
    {
        if (annotations.IsEmpty && !isOpen)
        {
            return;
        }

        json.WriteStartObject("annotations"u8);
        if (isOpen)
        {
            json.WritePropertyName(TimedOut);
            json.WriteBooleanValue(true);
        }

        foreach (ref readonly var annotation in annotations)
        {
            if (isOpen && annotation.Key == TimedOut)
            {
                continue;
            }

            json.WritePropertyName(annotation.Key);
            WriteAnnotation(json, annotation.Value, length);
        }

        json.WriteEndObject();
    }

    private static void WriteAnnotation(DocumentJson json, AnnotationValue value, int length)
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
            json.WriteStringValue(Shown(value, length));
        }
    }

    private static ReadOnlySpan<char> Shown(AnnotationValue value, int length) => SnapshotText.Redact(value.ToString(), length, out _);

    /// <summary>Whether the marks, which stand last, have that key.</summary>
    private bool HasMark(string key, int marks)
    {
        foreach (ref readonly var mark in _entries.Items[^marks..])
        {
            if (mark.Key == key)
            {
                return true;
            }
        }

        return false;
    }

    private static void WriteLinks(DocumentJson json, List<TraceLink> links)
    {
        var count = 0;
        foreach (var link in links)
        {
            if (link.ParentId == default || count == MaxLinks)
            {
                continue;
            }

            if (count++ == 0)
            {
                json.WriteStartArray("links"u8);
            }

            json.WriteStartObject();
            json.WriteString("trace_id"u8, TraceIds.ToXRay(link.TraceId));
            json.WriteString("id"u8, link.ParentId.ToHexString());
            json.WriteStartObject("attributes"u8);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        if (count > 0)
        {
            json.WriteEndArray();
        }
    }

    private void AddMarks(Subsegment subsegment, bool isRoot, Detail detail)
    {
        if (detail != Detail.Full)
        {
            _entries.Add(new MetadataEntry(TraceNamespace, "truncated", true));
        }

        if (subsegment.WasAbandoned)
        {
            _entries.Add(new MetadataEntry(TraceNamespace, "unfinished", true));
        }

        if (subsegment.Folded is { } folded)
        {
            _entries.Add(new MetadataEntry(TraceNamespace, "folded", new JsonObject
            {
                ["count"] = folded.Count,
                ["totalMs"] = Milliseconds(folded.Total),
                ["meanMs"] = Milliseconds(folded.Mean),
                ["minMs"] = Milliseconds(folded.Shortest),
                ["maxMs"] = Milliseconds(folded.Longest),
            }));
        }

        if (Dropped > 0 && isRoot)
        {
            _entries.Add(new MetadataEntry(TraceNamespace, "dropped", (long)Dropped));
        }

        if (subsegment.LinkList?.Find(static link => link.ParentId == default && link.TraceId != default) is { } whole && whole != default)
        {
            _entries.Add(new MetadataEntry(TraceNamespace, "linkedTrace", TraceIds.ToXRay(whole.TraceId)));
        }
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
