using System.Text.Json.Nodes;
using Lego.Functions.Shared;

namespace Lego.Functions.Moc;

/// <summary>The index of MOCs.</summary>
internal sealed class MocIndex(SearchIndex search)
{
    public const string Name = "moc_instructions";

    private static readonly SearchMapping Mapping = new(
        Name,
        """
        {"mappings":{"dynamic":false,"properties":{
          "id":{"type":"keyword"},"userId":{"type":"keyword"},"type":{"type":"keyword"},"theme":{"type":"keyword"},
          "subtheme":{"type":"keyword"},"setNumber":{"type":"keyword"},"thumbnailUrl":{"type":"keyword"},
          "title":{"type":"text"},"description":{"type":"text"},"author":{"type":"text"},"brand":{"type":"text"},
          "tags":{"type":"text","fields":{"keyword":{"type":"keyword"}}},"partsCount":{"type":"integer"},
          "createdAt":{"type":"date"},"updatedAt":{"type":"date"},"uploadedDate":{"type":"date"}}}}
        """);

    public bool IsConfigured => search.IsConfigured;

    public Task PutAsync(Moc moc, CancellationToken cancellationToken) =>
        search.IndexAsync(Mapping, moc.Id, MocDocument.Of(moc), AppJson.TypeInfo<MocDocument>(), cancellationToken);

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => search.DeleteAsync(Mapping, id, cancellationToken);

    /// <exception cref="SearchIndexException">The index failed.</exception>
    public Task<SearchHits> SearchAsync(string userId, string text, string? tag, Paging paging, CancellationToken cancellationToken)
    {
        var filter = new JsonArray(Term("userId", userId));
        if (tag is not null)
        {
            filter.Add((JsonNode)Term("tags.keyword", tag));
        }

        var query = new JsonObject
        {
            ["from"] = paging.Offset,
            ["size"] = paging.Limit,
            ["track_total_hits"] = true,
            ["_source"] = false,
            ["query"] = new JsonObject
            {
                ["bool"] = new JsonObject
                {
                    ["filter"] = filter,
                    ["must"] = new JsonArray(new JsonObject
                    {
                        ["multi_match"] = new JsonObject
                        {
                            ["query"] = text,
                            ["fields"] = new JsonArray("title^3", "description", "tags^2"),
                            ["type"] = "best_fields",
                            ["fuzziness"] = "AUTO",
                        },
                    }),
                },
            },
            ["sort"] = new JsonArray("_score", new JsonObject { ["updatedAt"] = new JsonObject { ["order"] = "desc" } }),
        };
        return search.SearchAsync(Name, query, cancellationToken);
    }

    private static JsonObject Term(string field, string value) => new() { ["term"] = new JsonObject { [field] = value } };
}
