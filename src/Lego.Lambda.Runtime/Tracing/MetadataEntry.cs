using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing.Metadata;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>One metadata value; numbers and booleans are kept as they are, without an object for each.</summary>
internal readonly struct MetadataEntry
{
    private readonly object? _object;
    private readonly long _bits;

    internal MetadataEntry(string metadataNamespace, string key, object? value)
        : this(metadataNamespace, key, value, 0, MetadataKind.Object)
    {
    }

    internal MetadataEntry(string metadataNamespace, string key, string? value)
        : this(metadataNamespace, key, value, 0, MetadataKind.Text)
    {
    }

    internal MetadataEntry(string metadataNamespace, string key, long value)
        : this(metadataNamespace, key, null, value, MetadataKind.Integer)
    {
    }

    internal MetadataEntry(string metadataNamespace, string key, double value)
        : this(metadataNamespace, key, null, BitConverter.DoubleToInt64Bits(value), MetadataKind.Double)
    {
    }

    internal MetadataEntry(string metadataNamespace, string key, bool value)
        : this(metadataNamespace, key, null, value ? 1 : 0, MetadataKind.Boolean)
    {
    }

    private MetadataEntry(string metadataNamespace, string key, object? value, long bits, MetadataKind kind)
    {
        Namespace = NameRules.Namespace(metadataNamespace);
        Key = NameRules.MetadataKey(key);
        _object = value;
        _bits = bits;
        Kind = kind;
    }

    internal enum MetadataKind : byte
    {
        Text,
        Integer,
        Double,
        Boolean,

        /// <summary>A <see cref="JsonNode"/>, or the <see cref="MetadataSnapshot"/> of anything else.</summary>
        Object,
    }

    internal string Namespace { get; }

    internal string Key { get; }

    internal MetadataKind Kind { get; }

    internal string? Text => (string?)_object;

    internal long Integer => _bits;

    internal double Double => BitConverter.Int64BitsToDouble(_bits);

    internal bool Boolean => _bits != 0;

    internal object? Object => _object;
}
