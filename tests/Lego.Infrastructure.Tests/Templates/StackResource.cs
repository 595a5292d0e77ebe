using System.Text.Json.Nodes;

namespace Lego.Infrastructure.Tests.Templates;

/// <summary>A resource of a template.</summary>
public sealed record StackResource(string Id, JsonObject Body)
{
    public string Type => Body[nameof(Type)]!.GetValue<string>();

    public JsonObject Properties => Body[nameof(Properties)]?.AsObject() ?? [];

    /// <summary>A property by the names that lead to it, numbers for places in lists; null where it is not.</summary>
    public JsonNode? this[params string[] path]
    {
        get
        {
            JsonNode? node = Properties;
            foreach (var name in path)
            {
                node = node is JsonArray list ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] : node?[name];
            }

            return node;
        }
    }

    /// <summary>A property as readable text, intrinsic functions resolved to names.</summary>
    public string Text(params string[] path) => Intrinsics.Text(this[path]) ?? "";

    /// <summary>Ids of resources that have to be there before.</summary>
    public IReadOnlyList<string> DependsOn => Body[nameof(DependsOn)] switch
    {
        JsonArray list => [.. list.Select(item => item!.GetValue<string>())],
        JsonNode one => [one.GetValue<string>()],
        null => [],
    };
}
