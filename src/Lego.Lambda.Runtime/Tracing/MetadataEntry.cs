namespace Lego.Lambda.Runtime.Tracing;

/// <summary>One metadata value: text, long, double, bool, null or a <see cref="System.Text.Json.Nodes.JsonNode"/>.</summary>
internal readonly record struct MetadataEntry(string Namespace, string Key, object? Value);
