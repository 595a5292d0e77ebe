using System.Text.Json.Nodes;

namespace Lego.Infrastructure.Tests.Templates;

/// <summary>A stack's template.</summary>
public sealed class StackTemplate(JsonObject root)
{
    public JsonObject Root { get; } = root;

    public IEnumerable<StackResource> Resources => Root[nameof(Resources)]!.AsObject().Select(member => new StackResource(member.Key, member.Value!.AsObject()));

    public IReadOnlyList<StackResource> OfType(string type) => [.. Resources.Where(resource => resource.Type == type)];

    public StackResource Only(string type) => OfType(type) is [var one]
        ? one
        : throw new AssertionException($"There are {OfType(type).Count} resources of the type {type}.");

    /// <summary>The values of all outputs that were made for tools, by name.</summary>
    public IReadOnlyList<string> OutputNames => Root["Outputs"] is JsonObject outputs
        ? [.. outputs.Select(output => output.Key).Where(name => !name.StartsWith("Exports", StringComparison.Ordinal))]
        : [];

    public static StackTemplate Load(string path) => new(JsonNode.Parse(File.ReadAllText(path))!.AsObject());
}
