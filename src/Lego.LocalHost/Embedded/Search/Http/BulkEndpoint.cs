using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Indexing;

namespace Lego.LocalHost.Embedded.Search.Http;

/// <summary>Many writes in one request: each has its own outcome, in the order of the request.</summary>
internal sealed class BulkEndpoint(SearchNode node)
{
    public async Task<RestResponse> BulkAsync(RestRequest request, CancellationToken cancellationToken)
    {
        var start = node.Clock.GetTimestamp();
        var refresh = RefreshPolicy.Parse(request);
        var operations = BulkParser.Parse(request.Body, request.Values.GetValueOrDefault("index"));
        var touched = new HashSet<SearchIndex>();
        var items = new JsonArray();
        var hasErrors = false;
        foreach (var operation in operations)
        {
            JsonObject item;
            try
            {
                item = Run(operation, refresh, touched);
            }
            catch (SearchException error)
            {
                hasErrors = true;
                item = new JsonObject
                {
                    ["_index"] = operation.Index,
                    ["_id"] = operation.Id,
                    ["status"] = error.Status,
                    ["error"] = ErrorBody.Describe(error),
                };
            }

            items.Add((JsonNode)new JsonObject { [operation.Action] = item });
        }

        await refresh.ApplyAsync(touched, cancellationToken);
        return RestResponse.Ok(new JsonObject
        {
            ["took"] = (long)node.Clock.GetElapsedTime(start).TotalMilliseconds,
            ["errors"] = hasErrors,
            ["items"] = items,
        });
    }

    private JsonObject Run(BulkOperation operation, RefreshMode refresh, HashSet<SearchIndex> touched)
    {
        if (operation.RequiresAlias)
        {
            throw SearchErrors.IndexNotFound(operation.Index);
        }

        var index = operation.Action == "delete" ? node.Get(operation.Index) : node.GetOrCreate(operation.Index);
        var id = DocumentIds.Validate(operation.Id);
        var result = operation.Action switch
        {
            "delete" => index.Remove(id, operation.Condition),
            "update" => index.Update(id, operation.Update!, operation.Condition),
            _ => index.Put(id, operation.Source, operation.Condition),
        };
        if (result.Kind != WriteKind.Noop)
        {
            touched.Add(index);
        }

        var item = WriteResponse.Of(index, result, refresh);
        item["status"] = result.Status;
        return item;
    }
}
