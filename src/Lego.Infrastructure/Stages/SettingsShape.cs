using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Lego.Infrastructure.Stages;

/// <summary>Finds everything in a document that the serializer would refuse: unknown members, missing ones, values of another kind.</summary>
internal static class SettingsShape
{
    /// <param name="node">The value at <paramref name="path"/>.</param>
    /// <param name="type">What it has to be.</param>
    /// <param name="path">Names of the members that lead to it, with dots between; empty for the document.</param>
    /// <param name="problems">Gets a sentence for each problem.</param>
    public static void Check(JsonNode? node, JsonTypeInfo type, string path, List<string> problems)
    {
        if (node is not JsonObject members)
        {
            problems.Add($"{(path.Length > 0 ? path : "the document")} must be an object in braces, but is {Show(node)}");
            return;
        }

        foreach (var (name, value) in members)
        {
            var property = type.Properties.FirstOrDefault(known => known.Name == name);
            if (property is null)
            {
                problems.Add($"{Join(path, name)} is unknown; there are: {string.Join(", ", type.Properties.Select(known => known.Name))}");
            }
            else
            {
                CheckMember(value, property, type, Join(path, name), problems);
            }
        }

        problems.AddRange(type.Properties
            .Where(property => property.IsRequired && !members.ContainsKey(property.Name))
            .Select(property => $"{Join(path, property.Name)} is missing"));
    }

    private static void CheckMember(JsonNode? value, JsonPropertyInfo property, JsonTypeInfo owner, string path, List<string> problems)
    {
        var type = owner.Options.GetTypeInfo(property.PropertyType);
        if (type.Kind == JsonTypeInfoKind.Object)
        {
            Check(value, type, path, problems);
            return;
        }

        if (value is null)
        {
            if (!property.IsSetNullable)
            {
                problems.Add($"{path} must be {Kind(property.PropertyType)}, but is null");
            }

            return;
        }

        try
        {
            value.Deserialize(type);
        }
        catch (JsonException)
        {
            problems.Add($"{path} must be {Kind(property.PropertyType)}, but is {Show(value)}");
        }
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(type)),
        _ when type == typeof(string) => "a text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) => "a whole number",
        _ when type == typeof(double) => "a number",
        _ when type == typeof(IReadOnlyList<string>) => "a list of texts",
        _ => "an object of whole numbers",
    };

    private static string Show(JsonNode? node) => node?.ToJsonString() ?? "null";

    private static string Join(string path, string name) => path.Length > 0 ? $"{path}.{name}" : name;
}
