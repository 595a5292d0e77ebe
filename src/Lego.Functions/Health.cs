using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions;

internal sealed record HealthRequest;

internal sealed record HealthServices(string Postgres, string Opensearch, string Redis);

internal sealed record HealthReport(string Status, HealthServices Services, DateTimeOffset Timestamp, string Version);

[JsonSerializable(typeof(HealthRequest))]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class HealthJson : JsonSerializerContext;

/// <summary>GET /health: tells which of the servers behind the API answer.</summary>
internal sealed class Health(AppServices services)
    : HttpHandler<HealthRequest>("health", services.Options, AppJson.With(HealthJson.Default))
{
    private const string Connected = "connected";
    private const string Disconnected = "disconnected";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    protected override bool RequiresUser => false;

    protected override async Task<HttpResult> HandleAsync(HealthRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, context.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var database = ProbeAsync(context, "postgres", () => services.Database.PingAsync(linked.Token));
        var search = services.Search.IsConfigured
            ? ProbeAsync(context, "opensearch", () => ProbeSearchAsync(linked.Token))
            : Task.FromResult(Disconnected);
        var cache = services.Cache.IsEnabled
            ? ProbeAsync(context, "redis", () => services.Cache.PingAsync(linked.Token))
            : Task.FromResult("disabled");
        await Task.WhenAll(database, search, cache);
        var found = new HealthServices(await database, await search, await cache);

        var isHealthy = found.Redis != Disconnected && (found.Opensearch == Connected || !services.Search.IsConfigured);
        var status = found.Postgres == Disconnected ? "unhealthy" : isHealthy ? "healthy" : "degraded";
        context.Annotate("status", status);
        var now = context.Clock.GetUtcNow();
        if (found.Postgres == Disconnected)
        {
            throw new ServiceUnavailableException("The database does not answer.", Details(found, now));
        }

        return Ok(new HealthReport(status, found, now, services.Settings.Version), $"The service is {status}.");
    }

    private async Task ProbeSearchAsync(CancellationToken cancellationToken)
    {
        if (!await services.Search.IsHealthyAsync(cancellationToken))
        {
            throw new SearchIndexException("The cluster is red.");
        }
    }

    private static async Task<string> ProbeAsync(HttpRequestContext context, string service, Func<Task> probe) =>
        await BestEffort.RunAsync(context.Logger, "health:" + service, probe) ? Connected : Disconnected;

    private static JsonObject Details(HealthServices found, DateTimeOffset now) => new()
    {
        ["services"] = new JsonObject { ["postgres"] = found.Postgres, ["opensearch"] = found.Opensearch, ["redis"] = found.Redis },
        ["timestamp"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture),
    };
}
