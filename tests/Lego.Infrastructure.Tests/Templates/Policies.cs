using System.Text.Json.Nodes;

namespace Lego.Infrastructure.Tests.Templates;

/// <summary>The statements of all roles and policies of a template.</summary>
internal static class Policies
{
    public static IEnumerable<Statement> Of(StackTemplate template) => template.Resources.SelectMany(Of);

    public static IEnumerable<Statement> Of(StackResource resource)
    {
        var documents = resource.Type switch
        {
            "AWS::IAM::Role" => (resource["Policies"] as JsonArray)?.Select(policy => policy!["PolicyDocument"]!) ?? [],
            "AWS::IAM::Policy" or "AWS::IAM::ManagedPolicy" => [resource["PolicyDocument"]!],
            _ => [],
        };
        return documents
            .SelectMany(document => document["Statement"]!.AsArray())
            .Select(statement => new Statement(
                resource.Id,
                statement!["Effect"]!.GetValue<string>(),
                List(statement["Action"]),
                List(statement["Resource"]),
                statement["Condition"] is not null));
    }

    private static IReadOnlyList<string> List(JsonNode? node) => node is JsonArray list
        ? [.. list.Select(item => Intrinsics.Text(item) ?? item!.ToJsonString())]
        : [Intrinsics.Text(node) ?? node?.ToJsonString() ?? ""];
}
