using System.Text.Json.Nodes;

namespace Lego.Lambda.Conformance.Tests.Comparison;

/// <summary>What a <c>cause</c> says; of stacks only that they are there.</summary>
internal static class CauseFacts
{
    private const string Cause = "cause";

    public static IEnumerable<(string Member, string Value)> Of(TraceNode node, KnownIds ids) => node.Document[Cause] switch
    {
        null => [],
        JsonObject members => members.SelectMany(pair => Of(pair.Key, pair.Value, ids)),
        var other => CanonicalTrace.Flatten(Cause, other, ids),
    };

    private static IEnumerable<(string Member, string Value)> Of(string member, JsonNode? value, KnownIds ids) => (member, value) switch
    {
        ("working_directory", _) => [($"{Cause}.{member}", "(folder)")],
        ("exceptions", JsonArray { Count: > 0 } exceptions) =>
            exceptions.SelectMany((exception, index) => OfException(exception!.AsObject(), $"{Cause}.exception {index + 1}", ids)),
        _ => CanonicalTrace.Flatten($"{Cause}.{member}", value, ids),
    };

    private static IEnumerable<(string Member, string Value)> OfException(JsonObject exception, string path, KnownIds ids) =>
        exception.SelectMany(pair => pair.Key switch
        {
            "stack" => [($"{path}.stack", pair.Value!.AsArray().Count > 0 ? "(frames)" : "(empty)")],
            "id" when ids.IsUnique((string?)pair.Value ?? "") => [],
            _ => CanonicalTrace.Flatten($"{path}.{pair.Key}", pair.Value, ids),
        });
}
