using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests;

/// <summary>What a function answered and traced.</summary>
internal sealed class ApiAnswer(APIGatewayHttpApiV2ProxyResponse response, JsonObject trace)
{
    public int Status => response.StatusCode;

    public string Body => response.Body;

    public IDictionary<string, string> Headers => response.Headers;

    public JsonObject Trace { get; } = trace;

    public JsonObject Json => JsonNode.Parse(response.Body)!.AsObject();

    public JsonNode Data => Json["data"]!;

    public string? ErrorMessage => (string?)Json["error"]?["message"];

    public string? ErrorType => (string?)Json["error"]?["type"];

    /// <summary>Names of all subsegments below the root that are work of ours or calls, without the downstream halves.</summary>
    public IReadOnlyList<string> Steps =>
        [.. Trace.SelfAndDescendants().Skip(1).Select(step => step.Text("name")!).Where(name => name.Contains(':', StringComparison.Ordinal))];

    /// <summary>A value inside the body as text.</summary>
    public string Text(params string[] members) => members.Aggregate((JsonNode)Json, (node, member) => node[member]!).ToString();

    /// <summary>The codes of <c>details.fileErrors</c>.</summary>
    public IEnumerable<string> FileErrors => Json["error"]?["details"]?["fileErrors"]?.AsArray().Select(error => (string)error!["code"]!) ?? [];

    /// <summary>The names of the fields that are wrong.</summary>
    public IEnumerable<string> FieldErrors => Json["error"]?["details"]?["errors"]?["fieldErrors"]?.AsObject().Select(member => member.Key) ?? [];
}
