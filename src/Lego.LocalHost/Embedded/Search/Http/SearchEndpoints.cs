using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Indexing;
using Lego.LocalHost.Embedded.Search.Searching;

namespace Lego.LocalHost.Embedded.Search.Http;

internal sealed class SearchEndpoints(SearchNode node)
{
    public Task<RestResponse> SearchAsync(RestRequest request, CancellationToken cancellationToken)
    {
        var start = node.Clock.GetTimestamp();
        var index = node.Get(request.Index);
        var search = SearchRequestParser.Parse(request, request.ReadObject());
        var hits = new SearchExecutor(index, node.Clock).Search(search);
        return Task.FromResult(RestResponse.Ok(new JsonObject
        {
            ["took"] = Took(start),
            ["timed_out"] = false,
            ["_shards"] = ShardCounts.OfSearch(index.Definition.Settings),
            ["hits"] = hits,
        }));
    }

    public Task<RestResponse> CountAsync(RestRequest request, CancellationToken cancellationToken)
    {
        var index = node.Get(request.Index);
        var count = new SearchExecutor(index, node.Clock).Count(OnlyQuery(request.ReadObject()));
        return Task.FromResult(RestResponse.Ok(new JsonObject { ["count"] = count, ["_shards"] = ShardCounts.OfSearch(index.Definition.Settings) }));
    }

    public Task<RestResponse> DeleteByQueryAsync(RestRequest request, CancellationToken cancellationToken)
    {
        var start = node.Clock.GetTimestamp();
        var refresh = request.Flag("refresh");
        var goOn = request.Parameter("conflicts") switch
        {
            null or "abort" => false,
            "proceed" => true,
            var other => throw SearchErrors.IllegalArgument($"conflicts may only be \"proceed\" or \"abort\" but was [{other}]"),
        };
        var index = node.Get(request.Index);
        var query = OnlyQuery(request.RequireObject()) ?? throw SearchErrors.Validation("query is missing");
        var found = new SearchExecutor(index, node.Clock).FindAll(query);

        var failures = new JsonArray();
        var (deleted, conflicts) = (0, 0);
        foreach (var document in found)
        {
            try
            {
                index.Remove(document.Id, new WriteCondition(IfSeqNo: document.SeqNo, IfPrimaryTerm: 1));
                deleted++;
            }
            catch (SearchException conflict) when (conflict.Status == 409)
            {
                conflicts++;
                if (!goOn)
                {
                    failures.Add((JsonNode)Failure(index, document, conflict));
                }
            }
        }

        if (refresh)
        {
            index.Refresh();
        }

        return Task.FromResult(new RestResponse(failures.Count > 0 ? 409 : 200, new JsonObject
        {
            ["took"] = Took(start),
            ["timed_out"] = false,
            ["total"] = found.Count,
            ["deleted"] = deleted,
            ["batches"] = found.Count == 0 ? 0 : 1,
            ["version_conflicts"] = conflicts,
            ["noops"] = 0,
            ["retries"] = new JsonObject { ["bulk"] = 0, ["search"] = 0 },
            ["throttled_millis"] = 0,
            ["requests_per_second"] = -1.0,
            ["throttled_until_millis"] = 0,
            ["failures"] = failures,
        }));
    }

    private static JsonObject Failure(SearchIndex index, StoredDocument document, SearchException conflict) => new()
    {
        ["index"] = index.Name,
        ["id"] = document.Id,
        ["cause"] = ErrorBody.Describe(conflict),
        ["status"] = conflict.Status,
    };

    private static JsonElement? OnlyQuery(JsonElement? body)
    {
        JsonElement? query = null;
        foreach (var property in body?.EnumerateObject() ?? default)
        {
            query = property.Name == "query"
                ? property.Value
                : throw SearchErrors.Parsing($"request does not support [{property.Name}]");
        }

        return query;
    }

    private long Took(long start) => (long)node.Clock.GetElapsedTime(start).TotalMilliseconds;
}
