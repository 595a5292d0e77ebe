using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Indexing;

namespace Lego.LocalHost.Embedded.Search.Http;

internal sealed class ClusterEndpoints(SearchNode node)
{
    private static readonly string[] BestFirst = ["green", "yellow", "red"];
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    public static Task<RestResponse> InfoAsync(RestRequest request, CancellationToken cancellationToken) => Task.FromResult(RestResponse.Ok(new JsonObject
    {
        ["name"] = SearchServerIdentity.NodeName,
        ["cluster_name"] = SearchServerIdentity.ClusterName,
        ["cluster_uuid"] = SearchServerIdentity.NodeId,
        ["version"] = new JsonObject
        {
            ["distribution"] = "opensearch",
            ["number"] = SearchServerIdentity.Version,
            ["build_type"] = "embedded",
            ["lucene_version"] = "4.8.0",
            ["minimum_wire_compatibility_version"] = "7.10.0",
            ["minimum_index_compatibility_version"] = "7.0.0",
        },
        ["tagline"] = "An embedded server that speaks a part of the OpenSearch REST API",
    }));

    public async Task<RestResponse> HealthAsync(RestRequest request, CancellationToken cancellationToken)
    {
        var timeout = TimeValues.Parse(request.Parameter("timeout") ?? "30s", "timeout");
        var wanted = request.Parameter("wait_for_status");
        if (wanted is not null && !BestFirst.Contains(wanted))
        {
            throw SearchErrors.IllegalArgument($"unknown cluster health status [{wanted}]: green, yellow or red is expected");
        }

        var name = request.Values.GetValueOrDefault("index");
        var start = node.Clock.GetTimestamp();
        var health = Health.Of(node, name);
        // A named index is waited for too, whether or not a status is.
        while (!IsReached(health, wanted, name))
        {
            var left = timeout - node.Clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return new RestResponse(408, health.ToJson(timedOut: true));
            }

            await Task.Delay(left < PollInterval ? left : PollInterval, node.Clock, cancellationToken);
            health = Health.Of(node, name);
        }

        return RestResponse.Ok(health.ToJson(timedOut: false));
    }

    private static bool IsReached(Health health, string? wanted, string? name) =>
        (name is null || health.IsFound) && Array.IndexOf(BestFirst, health.Status) <= Array.IndexOf(BestFirst, wanted ?? "red");

    private sealed record Health(string Status, bool IsFound, int Primaries, int Unassigned)
    {
        public static Health Of(SearchNode node, string? name)
        {
            var found = node.Indices.Where(index => name is null || index.Name == name).Select(index => index.Definition.Settings).ToList();
            var unassigned = found.Sum(settings => settings.Shards * settings.Replicas);
            var isMissing = name is not null && found.Count == 0;
            return new Health(isMissing ? "red" : unassigned > 0 ? "yellow" : "green", !isMissing, found.Sum(settings => settings.Shards), unassigned);
        }

        public JsonObject ToJson(bool timedOut) => new()
        {
            ["cluster_name"] = SearchServerIdentity.ClusterName,
            ["status"] = Status,
            ["timed_out"] = timedOut,
            ["number_of_nodes"] = 1,
            ["number_of_data_nodes"] = 1,
            ["discovered_master"] = true,
            ["discovered_cluster_manager"] = true,
            ["active_primary_shards"] = Primaries,
            ["active_shards"] = Primaries,
            ["relocating_shards"] = 0,
            ["initializing_shards"] = 0,
            ["unassigned_shards"] = Unassigned,
            ["delayed_unassigned_shards"] = 0,
            ["number_of_pending_tasks"] = 0,
            ["number_of_in_flight_fetch"] = 0,
            ["task_max_waiting_in_queue_millis"] = 0,
            ["active_shards_percent_as_number"] = Primaries + Unassigned == 0 ? 100.0 : 100.0 * Primaries / (Primaries + Unassigned),
        };
    }
}
