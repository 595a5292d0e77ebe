using System.Text.Json.Nodes;

namespace Lego.Functions.Shared;

/// <summary>What a user looks for.</summary>
/// <param name="UserId">The user, who finds only what is his or hers.</param>
/// <param name="Text">The text, trimmed and not empty.</param>
/// <param name="Paging">The page.</param>
/// <param name="Tag">A tag that all hits must have; null for any.</param>
internal sealed record SearchQuery(string UserId, string Text, Paging Paging, string? Tag = null)
{
    /// <summary>The query in OpenSearch's language.</summary>
    public JsonObject ToJson(SearchMapping mapping)
    {
        var filter = new JsonArray(Term("userId", UserId));
        if (mapping.Only is { } only)
        {
            filter.Add((JsonNode)Term(only.Field, only.Value));
        }

        if (Tag is not null)
        {
            filter.Add((JsonNode)Term("tags.keyword", Tag));
        }

        var match = new JsonObject
        {
            ["query"] = Text,
            ["fields"] = new JsonArray([.. mapping.Fields.Select(field => (JsonNode)field)]),
            ["type"] = "best_fields",
            ["operator"] = "or",
            ["fuzziness"] = "AUTO",
        };
        var order = new JsonObject { ["order"] = mapping.IsDescending ? "desc" : "asc" };
        return new JsonObject
        {
            ["from"] = Paging.Offset,
            ["size"] = Paging.Limit,
            ["track_total_hits"] = true,
            ["_source"] = false,
            ["query"] = new JsonObject
            {
                ["bool"] = new JsonObject { ["filter"] = filter, ["must"] = new JsonArray(new JsonObject { ["multi_match"] = match }) },
            },
            ["sort"] = new JsonArray("_score", new JsonObject { [mapping.ThenBy] = order }),
        };
    }

    private static JsonObject Term(string field, string value) => new() { ["term"] = new JsonObject { [field] = value } };
}
