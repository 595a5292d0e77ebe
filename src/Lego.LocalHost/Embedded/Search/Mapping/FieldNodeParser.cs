using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Errors;

namespace Lego.LocalHost.Embedded.Search.Mapping;

internal static class FieldNodeParser
{
    public static FieldNode Parse(string name, string type, JsonElement body)
    {
        if (!FieldKinds.TryParse(type, out var kind))
        {
            throw SearchErrors.MapperParsing($"No handler for type [{type}] declared on field [{name}]");
        }

        var node = FieldNode.Of(kind);
        var parameters = new JsonObject();
        foreach (var property in body.EnumerateObject().Where(property => property.Name != "type"))
        {
            if (property.Name == "fields")
            {
                node = node with { Fields = ParseFields(name, property.Value) };
                continue;
            }

            node = Apply(node, name, property);
            parameters[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        }

        if (parameters.ContainsKey("analyzer") && !parameters.ContainsKey("search_analyzer"))
        {
            node = node with { SearchAnalyzer = node.Analyzer };
        }

        return node with { Parameters = parameters };
    }

    private static FieldNode Apply(FieldNode node, string name, JsonProperty parameter)
    {
        var value = parameter.Value;
        return (parameter.Name, node.Kind) switch
        {
            // What only changes how the real server stores a field cannot be seen from outside.
            ("store" or "norms" or "eager_global_ordinals" or "meta" or "index_options", _) => node,
            ("index", _) => node with { IsIndexed = Flag(name, parameter) },
            ("doc_values", not FieldKind.Text) => node with { HasSortValues = Flag(name, parameter) },
            ("null_value", not FieldKind.Text) => node with { NullValue = JsonNode.Parse(value.GetRawText()) },
            ("ignore_above", FieldKind.Keyword) => node with { IgnoreAbove = Whole(name, parameter) },
            ("format", FieldKind.Date) => node with { DateFormat = DateFormat.Of(value.ToString()) },
            ("analyzer", FieldKind.Text) => node with { Analyzer = AnalyzerName(name, value) },
            ("search_analyzer", FieldKind.Text) => node with { SearchAnalyzer = AnalyzerName(name, value) },
            _ => throw SearchErrors.MapperParsing($"unknown parameter [{parameter.Name}] on mapper [{name}] of type [{node.Kind.Name()}]"),
        };
    }

    private static ImmutableSortedDictionary<string, FieldNode> ParseFields(string name, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw SearchErrors.MapperParsing($"Expected map for property [fields] on field [{name}]");
        }

        var fields = ImmutableSortedDictionary.CreateBuilder<string, FieldNode>(StringComparer.Ordinal);
        foreach (var property in body.EnumerateObject())
        {
            var type = property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty("type", out var given)
                ? given.ToString()
                : throw SearchErrors.MapperParsing($"No type specified for field [{property.Name}]");
            fields[property.Name] = Parse(property.Name, type, property.Value);
        }

        return fields.ToImmutable();
    }

    private static bool Flag(string field, JsonProperty parameter) => parameter.Value.ToString() switch
    {
        "true" or "True" => true,
        "false" or "False" => false,
        var other => throw SearchErrors.MapperParsing($"[{parameter.Name}] of field [{field}] must be true or false but was [{other}]"),
    };

    private static int Whole(string field, JsonProperty parameter) =>
        int.TryParse(parameter.Value.ToString(), out var number) && number >= 0
            ? number
            : throw SearchErrors.MapperParsing($"[{parameter.Name}] of field [{field}] must be a whole number of at least 0 but was [{parameter.Value}]");

    private static string AnalyzerName(string field, JsonElement value) =>
        Analyzers.IsKnown(value.ToString())
            ? value.ToString()
            : throw SearchErrors.MapperParsing($"analyzer [{value}] has not been configured in mappings (field [{field}])");
}
