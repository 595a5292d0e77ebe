using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Lego.Lambda.Runtime.Tracing.Metadata;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.Tracing;

/// <content>Annotations, metadata and links.</content>
public sealed partial class Subsegment
{
    private List<KeyValuePair<string, AnnotationValue>>? _annotations;
    private List<MetadataEntry>? _metadata;
    private List<TraceLink>? _links;

    /// <summary>The annotations so far, in the order in which they go to X-Ray.</summary>
    public IReadOnlyList<KeyValuePair<string, AnnotationValue>> Annotations
    {
        get
        {
            lock (_gate)
            {
                return _annotations is null ? [] : [.. _annotations];
            }
        }
    }

    /// <summary>The metadata so far.</summary>
    internal IReadOnlyList<MetadataEntry> Metadata
    {
        get
        {
            lock (_gate)
            {
                return _metadata is null ? [] : [.. _metadata];
            }
        }
    }

    internal IReadOnlyList<TraceLink> Links
    {
        get
        {
            lock (_gate)
            {
                return _links is null ? [] : [.. _links];
            }
        }
    }

    /// <summary>How many of the annotations are indexed; set when the trace ends, since fifty are all that a trace may index.</summary>
    internal int IndexedAnnotations { get; set; } = int.MaxValue;

    /// <summary>Adds an annotation: indexed, searchable as <c>annotation.key</c>. The same key again replaces the value.</summary>
    /// <param name="key">Letters, digits and underscore, at most 500; other characters are written as underscores.</param>
    /// <param name="value">Text (at most 1000 characters are kept), number or boolean.</param>
    public void Annotate(string key, AnnotationValue value) => Annotate(key, value, isFramework: false);

    /// <summary>Adds an annotation when there is a value; null or empty text is left out.</summary>
    /// <inheritdoc cref="Annotate(string, AnnotationValue)"/>
    public void AnnotateIfPresent(string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Annotate(key, value);
        }
    }

    /// <summary>Adds a metadata text: shown with the trace, not indexed.</summary>
    /// <param name="key">Key inside the namespace; the same key again replaces the value.</param>
    /// <param name="value">The text; secrets that look like secrets are redacted when it is sent.</param>
    /// <param name="metadataNamespace">Groups keys; names that start with <c>AWS.</c> are reserved and get an underscore in front.</param>
    public void AddMetadata(string key, string? value, string metadataNamespace = "default")
    {
        if (value?.Length > MetadataLimits.Default.TextLength)
        {
            AddMetadata(key, (object)value, metadataNamespace);
        }
        else
        {
            Put(key, value, metadataNamespace);
        }
    }

    /// <summary>Adds a metadata number.</summary>
    /// <inheritdoc cref="AddMetadata(string, string, string)"/>
    public void AddMetadata(string key, long value, string metadataNamespace = "default") => Put(key, value, metadataNamespace);

    /// <summary>Adds a metadata number.</summary>
    /// <inheritdoc cref="AddMetadata(string, string, string)"/>
    public void AddMetadata(string key, double value, string metadataNamespace = "default") => Put(key, value, metadataNamespace);

    /// <summary>Adds a metadata boolean.</summary>
    /// <inheritdoc cref="AddMetadata(string, string, string)"/>
    public void AddMetadata(string key, bool value, string metadataNamespace = "default") => Put(key, value, metadataNamespace);

    /// <summary>Adds metadata of any JSON shape, as it is now.</summary>
    /// <inheritdoc cref="AddMetadata(string, string, string)"/>
    public void AddMetadata(string key, JsonNode? value, string metadataNamespace = "default") => AddMetadata(key, (object?)value, metadataNamespace);

    /// <summary>
    /// Adds an object of any kind as it is now: plain values, lists, dictionaries and JSON, and objects whose type information is in
    /// <see cref="TracingOptions.MetadataTypes"/>. Cycles, getters that throw and what is too large are cut, with a mark in their place.
    /// </summary>
    /// <inheritdoc cref="AddMetadata(string, string, string)"/>
    public void AddMetadata(string key, object? value, string metadataNamespace = "default")
    {
        if (Trace is not null)
        {
            Put(key, MetadataSnapshot.Of(value, Trace.MetadataContracts, key: key), metadataNamespace);
        }
    }

    /// <summary>Adds an object as it is now, by source-generated type information; what is too large is cut, with a mark.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="key">Key inside the namespace; the same key again replaces the value.</param>
    /// <param name="value">The object.</param>
    /// <param name="type">Its generated type information.</param>
    /// <param name="metadataNamespace">Groups keys.</param>
    public void AddMetadata<T>(string key, T value, JsonTypeInfo<T> type, string metadataNamespace = "default")
    {
        ArgumentNullException.ThrowIfNull(type);
        if (Trace is not null)
        {
            Put(key, MetadataSnapshot.Of(value, MetadataContracts.For(type.Options), key: key), metadataNamespace);
        }
    }

    /// <summary>
    /// Names work in another trace that this work goes back to, for example the sender of a queue message. The other trace is not changed.
    /// </summary>
    /// <param name="source">The other trace; without a Parent the trace as a whole is named in the metadata, since a link needs both.</param>
    public void AddLink(TraceHeader source)
    {
        if (Trace is null || source.TraceId == default)
        {
            return;
        }

        lock (_gate)
        {
            (_links ??= []).Add(new TraceLink(source.TraceId, source.ParentId));
        }
    }

    /// <summary>Framework annotations stand in front of the function's own, so that the fifty that are indexed hold them in any case.</summary>
    internal void Annotate(string key, AnnotationValue value, bool isFramework)
    {
        if (Trace is null || string.IsNullOrEmpty(key))
        {
            return;
        }

        // Made valid now, so that two keys that X-Ray would write alike are one.
        key = NameRules.Key(key);
        lock (_gate)
        {
            _annotations ??= [];
            var index = IndexOf(_annotations, key);
            if (index >= 0)
            {
                _annotations[index] = new(key, value);
            }
            else if (isFramework)
            {
                _annotations.Insert(0, new(key, value));
            }
            else
            {
                _annotations.Add(new(key, value));
            }
        }
    }

    private static int IndexOf(List<KeyValuePair<string, AnnotationValue>> annotations, string key)
    {
        for (var i = 0; i < annotations.Count; i++)
        {
            if (annotations[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }

    private static int IndexOf(List<MetadataEntry> metadata, string metadataNamespace, string key)
    {
        for (var i = 0; i < metadata.Count; i++)
        {
            if (metadata[i].Key == key && metadata[i].Namespace == metadataNamespace)
            {
                return i;
            }
        }

        return -1;
    }

    // Generic, so that a number is boxed only where it is kept.
    private void Put<T>(string key, T value, string metadataNamespace)
    {
        if (Trace is null || string.IsNullOrEmpty(key))
        {
            return;
        }

        lock (_gate)
        {
            _metadata ??= [];
            var entry = new MetadataEntry(metadataNamespace, key, value);
            var index = IndexOf(_metadata, metadataNamespace, key);
            if (index >= 0)
            {
                _metadata[index] = entry;
            }
            else
            {
                _metadata.Add(entry);
            }
        }
    }
}
