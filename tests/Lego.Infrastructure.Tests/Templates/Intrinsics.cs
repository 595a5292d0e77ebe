using System.Text.Json.Nodes;

namespace Lego.Infrastructure.Tests.Templates;

/// <summary>Writes CloudFormation's functions as short text: <c>${Bucket.Arn}/mocs/*</c> for a join of three parts.</summary>
internal static class Intrinsics
{
    /// <returns>The text of a scalar or of a function; null for objects and lists that are none.</returns>
    public static string? Text(JsonNode? node) => node switch
    {
        JsonValue value => value.ToString(),
        JsonObject { Count: 1 } function => Function(function.First().Key, function.First().Value!),
        _ => null,
    };

    private static string? Function(string name, JsonNode argument) => name switch
    {
        "Ref" => $"${{{Short(argument.ToString())}}}",
        "Fn::GetAtt" => $"${{{argument[0]}.{argument[1]}}}",
        "Fn::ImportValue" => $"${{{Text(argument)}}}",
        "Fn::Sub" => Text(argument) ?? $"sub {argument.ToJsonString()}",
        "Fn::Join" when argument[0]!.ToString().Length == 0 && argument[1] is JsonArray parts => string.Concat(parts.Select(part => Text(part) ?? part!.ToJsonString())),
        "Fn::Select" => $"${{{Text(argument[1])}[{argument[0]}]}}",
        "Fn::GetAZs" => "zones",
        "Fn::Split" => $"{Text(argument[1])} split by '{argument[0]}'",
        _ => null,
    };

    private static string Short(string name) => name.Replace("AWS::", "", StringComparison.Ordinal);
}
