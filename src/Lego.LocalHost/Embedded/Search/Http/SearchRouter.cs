using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Indexing;

namespace Lego.LocalHost.Embedded.Search.Http;

/// <summary>Finds the call that a request means, and turns errors into answers.</summary>
internal sealed class SearchRouter
{
    private static readonly HashSet<string> KnownParameters = new(StringComparer.Ordinal)
    {
        "pretty", "human", "format", "filter_path", "error_trace", "refresh", "routing", "timeout", "op_type", "if_seq_no", "if_primary_term",
        "require_alias", "_source", "_source_includes", "_source_excludes", "wait_for_active_shards", "retry_on_conflict", "realtime", "preference",
        "from", "size", "sort",
        "track_total_hits", "track_scores", "version", "seq_no_primary_term", "request_cache", "wait_for_status", "level", "local", "conflicts",
        "cluster_manager_timeout", "master_timeout", "wait_for_no_relocating_shards", "wait_for_no_initializing_shards", "flat_settings",
    };

    private readonly Route[] _routes;

    public SearchRouter(SearchNode node)
    {
        var (cluster, indices, documents) = (new ClusterEndpoints(node), new IndexEndpoints(node), new DocumentEndpoints(node));
        var (bulk, search) = (new BulkEndpoint(node), new SearchEndpoints(node));
        _routes =
        [
            new("GET HEAD", "/", ClusterEndpoints.InfoAsync),
            new("GET", "/_cluster/health", cluster.HealthAsync),
            new("GET", "/_cluster/health/{index}", cluster.HealthAsync),
            new("POST PUT", "/_bulk", bulk.BulkAsync),
            new("POST GET", "/_refresh", indices.RefreshAsync),
            new("PUT", "/{index}", indices.CreateAsync),
            new("HEAD", "/{index}", indices.ExistsAsync),
            new("GET", "/{index}", indices.GetAsync),
            new("DELETE", "/{index}", indices.DeleteAsync),
            new("PUT POST", "/{index}/_mapping", indices.AddMappingAsync),
            new("GET", "/{index}/_mapping", indices.GetMappingAsync),
            new("POST GET", "/{index}/_refresh", indices.RefreshAsync),
            new("POST PUT", "/{index}/_bulk", bulk.BulkAsync),
            new("POST", "/{index}/_doc", documents.AddAsync),
            new("PUT POST", "/{index}/_doc/{id}", documents.PutAsync),
            new("GET HEAD", "/{index}/_doc/{id}", documents.GetAsync),
            new("DELETE", "/{index}/_doc/{id}", documents.DeleteAsync),
            new("PUT POST", "/{index}/_create/{id}", documents.CreateAsync),
            new("POST", "/{index}/_update/{id}", documents.UpdateAsync),
            new("GET POST", "/{index}/_search", search.SearchAsync),
            new("GET POST", "/{index}/_count", search.CountAsync),
            new("POST", "/{index}/_delete_by_query", search.DeleteByQueryAsync),
        ];
    }

    public async Task<RestResponse> DispatchAsync(
        string method, string path, IReadOnlyDictionary<string, string> parameters, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        var allowed = new List<string>();
        foreach (var route in _routes)
        {
            if (!route.TryMatch(segments, out var values))
            {
                continue;
            }

            if (route.Methods.Contains(method))
            {
                return await RunAsync(route, new RestRequest(method, path, values, parameters, body), cancellationToken);
            }

            allowed.AddRange(route.Methods);
        }

        return allowed.Count == 0 ? NoHandler(method, path) : WrongMethod(method, path, allowed);
    }

    private static async Task<RestResponse> RunAsync(Route route, RestRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (request.Parameters.Keys.FirstOrDefault(name => !KnownParameters.Contains(name)) is { } unknown)
            {
                throw SearchErrors.IllegalArgument($"request [{request.Path}] contains unrecognized parameter: [{unknown}]");
            }

            try
            {
                return await route.Handler(request, cancellationToken);
            }
            catch (InvalidOperationException error) when (error.Source?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true)
            {
                // A list where an object belongs and its like, at a place that does not say so itself.
                throw SearchErrors.Json(error.Message);
            }
            catch (FormatException error)
            {
                // A format of dates that .NET cannot read by.
                throw SearchErrors.IllegalArgument(error.Message);
            }
        }
        catch (SearchException error)
        {
            return new RestResponse(
                error.Status,
                error.IsShardLevel ? ErrorBody.OfAllShardsFailed(error, request.Values.GetValueOrDefault("index", "")) : ErrorBody.Of(error));
        }
    }

    private static RestResponse NoHandler(string method, string path) =>
        new(400, new JsonObject { ["error"] = $"no handler found for uri [{path}] and method [{method}]" });

    private static RestResponse WrongMethod(string method, string path, List<string> allowed)
    {
        var methods = string.Join(", ", allowed.Distinct());
        return new RestResponse(405, new JsonObject
        {
            ["error"] = $"Incorrect HTTP method for uri [{path}] and method [{method}], allowed: [{methods}]",
            ["status"] = 405,
        })
        {
            Allow = methods,
        };
    }
}
