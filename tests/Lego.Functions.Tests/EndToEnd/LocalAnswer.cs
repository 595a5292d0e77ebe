using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.EndToEnd;

/// <summary>What a client got and what the console knows of it.</summary>
internal sealed record LocalAnswer(int Status, JsonNode? Json, Uri? Location, JsonObject? Trace)
{
    public JsonNode Data => Json!["data"]!;

    public string? ErrorType => (string?)Json?["error"]?["type"];

    /// <summary>The subsegments of the function, at any depth.</summary>
    public IReadOnlyList<JsonObject> Subsegments =>
        [.. (Trace?["documents"]?.AsArray() ?? []).SelectMany(document => document!.AsObject().SelfAndDescendants()).Where(part => part["name"] is not null)];

    public IEnumerable<string> Names => Subsegments.Select(part => part.Text("name")!);

    /// <summary>The first subsegment of that name.</summary>
    public JsonObject Step(string name) => Subsegments.First(part => part.Text("name") == name);
}
