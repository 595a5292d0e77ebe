using System.Collections.Immutable;
using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;

namespace Lego.LocalHost.Embedded.Search.Mapping;

internal static class MappingParser
{
    public static ObjectNode ParseRoot(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw SearchErrors.MapperParsing("Failed to parse mapping: an object is expected");
        }

        foreach (var property in body.EnumerateObject())
        {
            if (property.Name is not ("dynamic" or "properties"))
            {
                throw SearchErrors.MapperParsing(
                    $"Root mapping definition has unsupported parameters:  [{property.Name} : {property.Value.GetRawText()}]");
            }
        }

        return ParseObject("_doc", body);
    }

    public static string NameOf(DynamicMode mode) => mode switch
    {
        DynamicMode.True => "true",
        DynamicMode.False => "false",
        _ => "strict",
    };

    private static ObjectNode ParseObject(string path, JsonElement body)
    {
        var node = ObjectNode.Empty;
        foreach (var property in body.EnumerateObject())
        {
            node = property.Name switch
            {
                "type" => node,
                "dynamic" => node with { Dynamic = ParseDynamic(property.Value) },
                "enabled" => node with { IsEnabled = property.Value.ToString() is not ("false" or "False") },
                "properties" => node with { Properties = ParseProperties(path, property.Value) },
                _ => throw SearchErrors.MapperParsing($"Mapping definition for [{path}] has unsupported parameters:  [{property.Name} : {property.Value}]"),
            };
        }

        return node;
    }

    private static ImmutableSortedDictionary<string, MappingNode> ParseProperties(string path, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw SearchErrors.MapperParsing($"Expected map for property [properties] on field [{path}]");
        }

        var nodes = ImmutableSortedDictionary.CreateBuilder<string, MappingNode>(StringComparer.Ordinal);
        foreach (var property in body.EnumerateObject())
        {
            if (property.Name.Length == 0 || property.Name.Contains('.', StringComparison.Ordinal))
            {
                throw SearchErrors.MapperParsing($"field name [{property.Name}] must not be empty or contain a dot: nest it under [properties]");
            }

            nodes[property.Name] = ParseNode(property.Name, property.Value);
        }

        return nodes.ToImmutable();
    }

    private static MappingNode ParseNode(string name, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw SearchErrors.MapperParsing($"Expected map for property [fields] on field [{name}] but got {body.ValueKind}");
        }

        var hasType = body.TryGetProperty("type", out var type);
        if (hasType && type.ToString() != "object")
        {
            return FieldNodeParser.Parse(name, type.ToString(), body);
        }

        return hasType || body.TryGetProperty("properties", out _)
            ? ParseObject(name, body)
            : throw SearchErrors.MapperParsing($"No type specified for field [{name}]");
    }

    private static DynamicMode ParseDynamic(JsonElement value) => value.ToString() switch
    {
        "true" or "True" => DynamicMode.True,
        "false" or "False" => DynamicMode.False,
        "strict" => DynamicMode.Strict,
        var other => throw SearchErrors.MapperParsing($"[dynamic] must be true, false or strict but was [{other}]"),
    };
}
