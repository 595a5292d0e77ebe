using System.Text.Json.Nodes;
using Lego.Infrastructure.Observability.Metrics;

namespace Lego.Infrastructure.Observability.Dashboards;

/// <summary>How the services behind the functions are, and how much the functions call them.</summary>
internal sealed class DependencySection(ObservabilityInput input, Widgets widgets, ConsoleLinks links, string account)
{
    private const int Day = 86_400;

    private readonly ObservedDependencies _names = input.Dependencies;

    public void AddTo(DashboardLayout layout)
    {
        layout.Row(2, Widgets.Text(
            $"""
            ## Dependencies
            How they look from the functions is on the [map]({links.Map()}): a ring around each with its errors and faults, and a time at each line.
            """));
        layout.Row(6, Calls("Statements by kind", "DatabaseQueryCount", ",QueryType"), Calls("Calls of S3 by kind", "S3OperationCount", ",Operation"), Calls("Searches by kind", "OpenSearchQueryCount", ",QueryType"));
        layout.Row(6, [.. Database(), .. Proxy()]);
        layout.Row(6, [.. Cache(), .. Search()]);
        layout.Row(6, [.. Storage(), .. UserPool()]);
    }

    private JsonObject Calls(string title, string metric, string dimension) => widgets.Graph(
        title, [GraphLine.Computed(OwnMetrics.Search(input.Name, metric, "Sum", more: dimension), "", "calls")], "in 5 minutes");

    private IEnumerable<JsonObject> Database() => _names.DatabaseCluster is not { } cluster ? [] :
    [
        widgets.Graph(
            "Aurora: capacity",
            [
                GraphLine.Of(DependencyMetrics.Database("ServerlessDatabaseCapacity", cluster), "Average", "capacity units"),
                GraphLine.Of(DependencyMetrics.Database("ACUUtilization", cluster), "Maximum", "% of the highest capacity", onRight: true),
                GraphLine.Of(DependencyMetrics.Database("CPUUtilization", cluster), "Maximum", "% CPU", onRight: true),
            ]),
        widgets.Graph(
            "Aurora: connections and commits",
            [
                GraphLine.Of(DependencyMetrics.Database("DatabaseConnections", cluster), "Maximum", "connections"),
                GraphLine.Of(DependencyMetrics.Database("CommitLatency", cluster), "Average", "commit, ms", onRight: true),
                GraphLine.Of(DependencyMetrics.Database("Deadlocks", cluster), "Sum", "deadlocks"),
            ]),
    ];

    private IEnumerable<JsonObject> Proxy() => _names.DatabaseProxy is not { } proxy ? [] :
    [
        widgets.Graph(
            "RDS Proxy",
            [
                GraphLine.Of(DependencyMetrics.Proxy("ClientConnections", proxy), "Sum", "connections of functions"),
                GraphLine.Of(DependencyMetrics.Proxy("DatabaseConnections", proxy), "Sum", "connections to Aurora"),
                GraphLine.Of(DependencyMetrics.Proxy("ClientConnectionsSetupFailedAuth", proxy), "Sum", "refused"),
                GraphLine.Of(DependencyMetrics.Proxy("DatabaseConnectionsBorrowLatency", proxy), "Average", "wait for one, µs", onRight: true),
                GraphLine.Of(DependencyMetrics.Proxy("QueryDatabaseResponseLatency", proxy), "Average", "answer of Aurora, µs", onRight: true),
            ]),
    ];

    private IEnumerable<JsonObject> Cache() => _names.Cache is not { } cache ? [] :
    [
        widgets.Graph(
            "Cache",
            [
                GraphLine.Of(DependencyMetrics.Cache("CacheHitRate", cache), "Average", "hits, %"),
                GraphLine.Of(DependencyMetrics.Cache("ThrottledCmds", cache), "Sum", "throttled"),
                GraphLine.Of(DependencyMetrics.Cache("Evictions", cache), "Sum", "evicted"),
                GraphLine.Of(DependencyMetrics.Cache("CurrConnections", cache), "Maximum", "connections"),
                GraphLine.Of(DependencyMetrics.Cache("SuccessfulReadRequestLatency", cache), "Average", "read, µs", onRight: true),
                GraphLine.Of(DependencyMetrics.Cache("SuccessfulWriteRequestLatency", cache), "Average", "write, µs", onRight: true),
            ]),
        widgets.Graph(
            "Cache: use",
            [
                GraphLine.Of(DependencyMetrics.Cache("ElastiCacheProcessingUnits", cache), "Sum", "processing units"),
                GraphLine.Of(DependencyMetrics.Cache("BytesUsedForCache", cache), "Maximum", "bytes", onRight: true),
            ]),
    ];

    private IEnumerable<JsonObject> Search() => _names.SearchDomain is not { } domain ? [] :
    [
        widgets.Graph(
            "OpenSearch: health",
            [
                GraphLine.Of(DependencyMetrics.Search("ClusterStatus.red", domain, account), "Maximum", "red"),
                GraphLine.Of(DependencyMetrics.Search("ClusterStatus.yellow", domain, account), "Maximum", "yellow"),
                GraphLine.Of(DependencyMetrics.Search("5xx", domain, account), "Sum", "5xx"),
                GraphLine.Of(DependencyMetrics.Search("ThreadpoolSearchRejected", domain, account), "Sum", "searches refused"),
                GraphLine.Of(DependencyMetrics.Search("FreeStorageSpace", domain, account), "Minimum", "free, MB", onRight: true),
            ]),
        widgets.Graph(
            "OpenSearch: load",
            [
                GraphLine.Of(DependencyMetrics.Search("SearchLatency", domain, account), "Average", "search, ms"),
                GraphLine.Of(DependencyMetrics.Search("IndexingLatency", domain, account), "Average", "index, ms"),
                GraphLine.Of(DependencyMetrics.Search("CPUUtilization", domain, account), "Maximum", "% CPU", onRight: true),
                GraphLine.Of(DependencyMetrics.Search("JVMMemoryPressure", domain, account), "Maximum", "% heap", onRight: true),
            ]),
    ];

    private IEnumerable<JsonObject> Storage()
    {
        if (_names.Bucket is not { } bucket)
        {
            yield break;
        }

        if (_names.BucketMetricsFilter is { } filter)
        {
            yield return widgets.Graph(
                "S3: requests",
                [
                    GraphLine.Of(DependencyMetrics.BucketRequests("AllRequests", bucket, filter), "Sum", "requests"),
                    GraphLine.Of(DependencyMetrics.BucketRequests("4xxErrors", bucket, filter), "Sum", "4xx"),
                    GraphLine.Of(DependencyMetrics.BucketRequests("5xxErrors", bucket, filter), "Sum", "5xx"),
                    GraphLine.Of(DependencyMetrics.BucketRequests("FirstByteLatency", bucket, filter), "p95", "first byte, p95 ms", onRight: true),
                ]);
        }

        yield return widgets.Graph(
            "S3: files, by the day",
            [
                GraphLine.Of(DependencyMetrics.BucketStorage("NumberOfObjects", bucket, "AllStorageTypes"), "Average", "objects", Day),
                GraphLine.Of(DependencyMetrics.BucketStorage("BucketSizeBytes", bucket, "StandardStorage"), "Average", "bytes", Day, onRight: true),
            ]);
    }

    private IEnumerable<JsonObject> UserPool() => _names.UserPool is not { } pool || _names.UserPoolClient is not { } client ? [] :
    [
        widgets.Graph(
            "Cognito",
            [
                GraphLine.Of(DependencyMetrics.UserPool("SignInSuccesses", pool, client), "Sum", "signed in"),
                GraphLine.Of(DependencyMetrics.UserPool("SignInThrottles", pool, client), "Sum", "sign-in throttled"),
                GraphLine.Of(DependencyMetrics.UserPool("TokenRefreshSuccesses", pool, client), "Sum", "tokens refreshed"),
                GraphLine.Of(DependencyMetrics.UserPool("TokenRefreshThrottles", pool, client), "Sum", "refresh throttled"),
            ]),
    ];
}
