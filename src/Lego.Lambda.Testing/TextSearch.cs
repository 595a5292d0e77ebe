using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lego.Lambda.Testing;

/// <summary>Looks for a text in the names and values of JSON, as they read once decoded: the wire may hide it in escapes.</summary>
internal static class TextSearch
{
    /// <summary>The places of the text, such as <c>document 1: annotations.note</c>.</summary>
    internal static IEnumerable<string> Find(string kind, IEnumerable<JsonNode> nodes, string text) =>
        nodes.SelectMany((node, index) => Paths(node, "", text).Select(path => $"{kind} {index + 1}: {path}"));

    private static IEnumerable<string> Paths(JsonNode? node, string path, string text)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    var below = path.Length == 0 ? name : $"{path}.{name}";
                    if (name.Contains(text, StringComparison.Ordinal))
                    {
                        yield return below + " (the name)";
                    }

                    foreach (var found in Paths(value, below, text))
                    {
                        yield return found;
                    }
                }

                break;
            case JsonArray items:
                foreach (var found in items.SelectMany((item, index) => Paths(item, $"{path}[{index}]", text)))
                {
                    yield return found;
                }

                break;
            case JsonValue value when Text(value).Contains(text, StringComparison.Ordinal):
                yield return path;
                break;
        }
    }

    private static string Text(JsonValue value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
