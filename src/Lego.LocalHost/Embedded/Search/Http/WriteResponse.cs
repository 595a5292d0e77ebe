using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Indexing;

namespace Lego.LocalHost.Embedded.Search.Http;

internal static class WriteResponse
{
    public static JsonObject Of(SearchIndex index, WriteResult result, RefreshMode refresh)
    {
        var json = new JsonObject
        {
            ["_index"] = index.Name,
            ["_id"] = result.Id,
            ["_version"] = result.Version,
            ["result"] = result.Name,
        };
        if (refresh == RefreshMode.Now && result.Kind != WriteKind.Noop)
        {
            json["forced_refresh"] = true;
        }

        json["_shards"] = result.Kind == WriteKind.Noop ? ShardCounts.OfNothing() : ShardCounts.OfWrite(index.Definition.Settings);
        json["_seq_no"] = result.SeqNo;
        json["_primary_term"] = 1;
        return json;
    }
}
