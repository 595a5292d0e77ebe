using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Mapping;
using Lego.LocalHost.Embedded.Search.Queries;

namespace Lego.LocalHost.Embedded.Search.Searching;

internal static class SortParser
{
    /// <summary>The keys in order; none means by score.</summary>
    public static List<SortKey> Parse(JsonElement sort, IndexMapping mapping)
    {
        var keys = sort.ValueKind == JsonValueKind.Array
            ? sort.EnumerateArray().SelectMany(single => ParseOne(single, mapping)).ToList()
            : [.. ParseOne(sort, mapping)];
        // Best score first alone is the default, and then hits carry no sort values.
        return keys is [{ IsScore: true, Field.IsReverse: false }] ? [] : keys;
    }

    private static IEnumerable<SortKey> ParseOne(JsonElement sort, IndexMapping mapping) => sort.ValueKind switch
    {
        JsonValueKind.String => [ParseText(sort.GetString()!, mapping)],
        JsonValueKind.Object => sort.EnumerateObject().Select(property => ParseKey(property.Name, property.Value, mapping)),
        _ => throw SearchErrors.IllegalArgument("malformed sort format, within the sort array, an object, or an actual string are allowed"),
    };

    private static SortKey ParseText(string text, IndexMapping mapping)
    {
        var colon = text.LastIndexOf(':');
        var name = colon < 0 ? text : text[..colon];
        var order = colon < 0 ? null : text[(colon + 1)..];
        return Create(name, Order(name, order), null, null, null, mapping);
    }

    private static SortKey ParseKey(string name, JsonElement body, IndexMapping mapping)
    {
        if (body.ValueKind == JsonValueKind.String)
        {
            return Create(name, Order(name, body.GetString()), null, null, null, mapping);
        }

        var options = QueryOptions.Of("field_sort", body, "order", "mode", "missing", "unmapped_type", "numeric_type", "format");
        return Create(name, Order(name, options.Text("order")), options.Text("mode"), options.Find("missing"), options.Text("unmapped_type"), mapping);
    }

    private static bool Order(string name, string? order) => order?.ToUpperInvariant() switch
    {
        null => name == "_score",
        "DESC" => true,
        "ASC" => false,
        _ => throw SearchErrors.IllegalArgument($"Unknown SortOrder [{order}] for [{name}]: asc or desc is expected"),
    };

    private static SortKey Create(string name, bool descending, string? mode, JsonElement? missing, string? unmappedType, IndexMapping mapping)
    {
        if (name == "_score")
        {
            return SortKey.Score(descending);
        }

        if (name == "_doc")
        {
            return SortKey.IndexOrder(descending);
        }

        var useLargest = mode switch
        {
            null => descending,
            "min" => false,
            "max" => true,
            _ => throw SearchErrors.Shard($"sort mode [{mode}] of field [{name}] is not offered here: min and max are"),
        };
        return SortKey.Of(name, NodeOf(name, unmappedType, mapping), descending, useLargest, missing);
    }

    private static FieldNode NodeOf(string name, string? unmappedType, IndexMapping mapping)
    {
        if (mapping.Find(name) is not { } field)
        {
            return unmappedType is null
                ? throw SearchErrors.QueryShard($"No mapping found for [{name}] in order to sort on")
                : FieldKinds.TryParse(unmappedType, out var kind) && kind != FieldKind.Text ? FieldNode.Of(kind)
                : throw SearchErrors.Shard($"No mapper found for type [{unmappedType}]");
        }

        if (field.Kind == FieldKind.Text)
        {
            throw SearchErrors.Shard(
                "Text fields are not optimised for operations that require per-document field data like aggregations and sorting, " +
                $"so these operations are disabled by default. Please use a keyword field instead of [{name}].");
        }

        return field.Node.HasSortValues
            ? field.Node
            : throw SearchErrors.Shard(
                $"Can't load fielddata on [{name}] because fielddata is unsupported on fields of type [{field.Kind.Name()}]. Use doc values instead.");
    }
}
