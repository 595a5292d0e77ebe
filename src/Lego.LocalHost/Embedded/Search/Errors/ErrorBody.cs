using System.Text.Json.Nodes;

namespace Lego.LocalHost.Embedded.Search.Errors;

internal static class ErrorBody
{
    public static JsonObject Of(SearchException error)
    {
        var body = Describe(error);
        body.Insert(0, "root_cause", new JsonArray(DescribeAlone(error)));
        return new JsonObject { ["error"] = body, ["status"] = error.Status };
    }

    public static JsonObject OfAllShardsFailed(SearchException error, string index)
    {
        var body = new JsonObject
        {
            ["root_cause"] = new JsonArray(DescribeAlone(error)),
            ["type"] = "search_phase_execution_exception",
            ["reason"] = "all shards failed",
            ["phase"] = "query",
            ["grouped"] = true,
            ["failed_shards"] = new JsonArray(new JsonObject
            {
                ["shard"] = 0,
                ["index"] = index,
                ["node"] = SearchServerIdentity.NodeId,
                ["reason"] = Describe(error),
            }),
            ["caused_by"] = Describe(error),
        };
        return new JsonObject { ["error"] = body, ["status"] = error.Status };
    }

    public static JsonObject Describe(SearchException error)
    {
        var body = DescribeAlone(error);
        if (error.Cause is not null)
        {
            body["caused_by"] = Describe(error.Cause);
        }

        return body;
    }

    private static JsonObject DescribeAlone(SearchException error)
    {
        var body = new JsonObject { ["type"] = error.Type, ["reason"] = error.Message };
        foreach (var (name, value) in error.Details ?? [])
        {
            body[name] = value?.DeepClone();
        }

        return body;
    }
}
