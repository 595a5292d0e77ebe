using System.Text.Json.Nodes;

namespace Lego.Testing.Tracing;

/// <summary>Short ways into a segment document.</summary>
public static class Documents
{
    /// <summary>The document's direct subsegments.</summary>
    public static IEnumerable<JsonObject> Children(this JsonObject document) =>
        document["subsegments"]?.AsArray().Select(child => child!.AsObject()) ?? [];

    /// <summary>The document and everything below it.</summary>
    public static IEnumerable<JsonObject> SelfAndDescendants(this JsonObject document) =>
        document.Children().SelectMany(SelfAndDescendants).Prepend(document);

    /// <summary>The one subsegment of that name, at any depth.</summary>
    public static JsonObject Named(this JsonObject document, string name) =>
        document.SelfAndDescendants().Single(child => child.Text("name") == name);

    /// <summary>What becomes a node of the service map: whatever has a namespace, at any depth.</summary>
    public static IReadOnlyList<JsonObject> Nodes(this JsonObject document) =>
        [.. document.SelfAndDescendants().Where(child => child["namespace"] is not null)];

    /// <summary>A text member, or null.</summary>
    public static string? Text(this JsonObject document, string member) => (string?)document[member];

    /// <summary>An annotation as JSON text, or null.</summary>
    public static string? Annotation(this JsonObject document, string key) => document["annotations"]?[key]?.ToString();

    /// <summary>A metadata value as JSON text, or null.</summary>
    public static string? Metadata(this JsonObject document, string metadataNamespace, string key) =>
        document["metadata"]?[metadataNamespace]?[key]?.ToString();
}
