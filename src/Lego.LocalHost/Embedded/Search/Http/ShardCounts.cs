using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Indexing;

namespace Lego.LocalHost.Embedded.Search.Http;

/// <summary>The <c>_shards</c> members. There is one node, so replicas count in the total and never succeed.</summary>
internal static class ShardCounts
{
    public static JsonObject OfWrite(IndexSettings settings) => Of(1 + settings.Replicas, 1);

    public static JsonObject OfNothing() => Of(0, 0);

    public static JsonObject OfBroadcast(IEnumerable<SearchIndex> indices)
    {
        var settings = indices.Select(index => index.Definition.Settings).ToList();
        return Of(settings.Sum(each => each.Shards * (1 + each.Replicas)), settings.Sum(each => each.Shards));
    }

    public static JsonObject OfSearch(IndexSettings settings) => new()
    {
        ["total"] = settings.Shards,
        ["successful"] = settings.Shards,
        ["skipped"] = 0,
        ["failed"] = 0,
    };

    private static JsonObject Of(int total, int successful) => new() { ["total"] = total, ["successful"] = successful, ["failed"] = 0 };
}
