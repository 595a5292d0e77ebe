using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lego.Lambda.Runtime.RuntimeApi;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <summary>
/// A metadata value as JSON, taken when it was handed over: redacted, bounded, and no longer tied to the object, which may change.
/// </summary>
internal sealed class MetadataSnapshot
{
    private MetadataSnapshot(ReadOnlyMemory<byte> json) => Json = json;

    /// <summary>One JSON value in ASCII, to be written as it is.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Takes the snapshot of any object graph. Never throws: what cannot be shown becomes a mark in its place.</summary>
    /// <param name="value">The value; null for a JSON null.</param>
    /// <param name="types">Generated contexts that know the value's types; null for none.</param>
    /// <param name="limits">Null for <see cref="MetadataLimits.Default"/>.</param>
    /// <param name="key">The key that the value is kept under; one that names a secret hides the value.</param>
    public static MetadataSnapshot Of(object? value, IJsonTypeInfoResolver? types, MetadataLimits? limits = null, string? key = null) =>
        Take(value, types, MetadataContracts.For, limits, key);

    /// <inheritdoc cref="Of(object?, IJsonTypeInfoResolver?, MetadataLimits?, string?)"/>
    /// <param name="value">The value; null for a JSON null.</param>
    /// <param name="contracts">Knows the value's types, with the names and converters of their options.</param>
    /// <param name="limits">Null for <see cref="MetadataLimits.Default"/>.</param>
    /// <param name="key">The key that the value is kept under; one that names a secret hides the value.</param>
    public static MetadataSnapshot Of(object? value, MetadataContracts contracts, MetadataLimits? limits = null, string? key = null) =>
        Take(value, contracts, static contracts => contracts, limits, key);

    private static MetadataSnapshot Take<T>(
        object? value, T from, Func<T, MetadataContracts> contracts, MetadataLimits? limits, string? key)
    {
        using var buffer = new PooledBuffer();
        try
        {
            Write(buffer, value, contracts(from), limits ?? MetadataLimits.Default, key);
            return new MetadataSnapshot(buffer.WrittenMemory.ToArray());
        }
#pragma warning disable CA1031 // The calls of foreign code are guarded one by one; whatever still comes must not reach the caller.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new MetadataSnapshot(JsonSerializer.SerializeToUtf8Bytes(Mark.Threw(exception).Text, MetadataJson.Default.String));
        }
    }

    private static void Write(PooledBuffer buffer, object? value, MetadataContracts contracts, MetadataLimits limits, string? key)
    {
        // The default encoder escapes all that is not ASCII, as the documents do that the bytes are written into.
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        var secrecy = key is not null && MemberSecrecy.Of(key) == NameSecrecy.Whole ? NameSecrecy.Whole : NameSecrecy.None;
        new SnapshotWriter(json, contracts, limits).Write(value, secrecy);
        json.Flush();
    }
}
