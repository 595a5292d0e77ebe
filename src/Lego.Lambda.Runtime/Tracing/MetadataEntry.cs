namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// One metadata value: text, long, double, bool, null, a <see cref="System.Text.Json.Nodes.JsonNode"/>, or the
/// <see cref="Metadata.MetadataSnapshot"/> of anything else.
/// </summary>
internal readonly record struct MetadataEntry(string Namespace, string Key, object? Value);
