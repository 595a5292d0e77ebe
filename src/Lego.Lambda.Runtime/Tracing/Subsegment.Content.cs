using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Lego.Lambda.Runtime.Tracing.Metadata;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.Tracing;

/// <content>Annotations, metadata and links.</content>
public sealed partial class Subsegment
{
    /// <summary>The annotations so far, in the order in which they go to X-Ray.</summary>
    public IReadOnlyList<KeyValuePair<string, AnnotationValue>> Annotations
    {
        get
        {
            using (_gate.Enter())
            {
                return _content is null ? [] : _content.Annotations.Items.ToArray();
            }
        }
    }

    /// <summary>The metadata so far.</summary>
    internal IReadOnlyList<MetadataEntry> Metadata
    {
        get
        {
            using (_gate.Enter())
            {
                return _content is null ? [] : _content.Metadata.Items.ToArray();
            }
        }
    }

    internal IReadOnlyList<TraceLink> Links
    {
        get
        {
            using (_gate.Enter())
            {
                return _details?.Links is { } links ? links.ToArray() : [];
            }
        }
    }

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
            Put(key, new MetadataEntry(metadataNamespace, key, value));
        }
    }

    /// <summary>Adds a metadata number.</summary>
    /// <inheritdoc cref="AddMetadata(string, string, string)"/>
    public void AddMetadata(string key, long value, string metadataNamespace = "default") =>
        Put(key, new MetadataEntry(metadataNamespace, key, value));

    /// <summary>Adds a metadata number.</summary>
    /// <inheritdoc cref="AddMetadata(string, string, string)"/>
    public void AddMetadata(string key, double value, string metadataNamespace = "default") =>
        Put(key, new MetadataEntry(metadataNamespace, key, value));

    /// <summary>Adds a metadata boolean.</summary>
    /// <inheritdoc cref="AddMetadata(string, string, string)"/>
    public void AddMetadata(string key, bool value, string metadataNamespace = "default") =>
        Put(key, new MetadataEntry(metadataNamespace, key, value));

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
            Put(key, new MetadataEntry(metadataNamespace, key, MetadataSnapshot.Of(value, Trace.MetadataContracts, key: key)));
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
            Put(key, new MetadataEntry(metadataNamespace, key, MetadataSnapshot.Of(value, MetadataContracts.For(type.Options), key: key)));
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

        using (_gate.Enter())
        {
            if (!IsClosed)
            {
                (Details.Links ??= []).Add(new TraceLink(source.TraceId, source.ParentId));
            }
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
        using (_gate.Enter())
        {
            if (OpenContent() is not { } content)
            {
                return;
            }

            var annotations = content.Annotations.Items;
            for (var i = 0; i < annotations.Length; i++)
            {
                if (annotations[i].Key == key)
                {
                    annotations[i] = new(key, value);
                    return;
                }
            }

            content.Annotations.Insert(isFramework ? 0 : annotations.Length, new(key, value));
        }
    }

    private void Put(string key, in MetadataEntry entry)
    {
        if (Trace is null || string.IsNullOrEmpty(key))
        {
            return;
        }

        using (_gate.Enter())
        {
            if (OpenContent() is not { } content)
            {
                return;
            }

            foreach (ref var known in content.Metadata.Items)
            {
                if (known.Key == entry.Key && known.Namespace == entry.Namespace)
                {
                    known = entry;
                    return;
                }
            }

            content.Metadata.Add(entry);
        }
    }

    /// <summary>Under the gate: what may be written to; null once the trace is closed.</summary>
    private SubsegmentContent? OpenContent() => IsClosed ? null : _content ??= SubsegmentContent.Rent();
}
