using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Observability.Metrics;

/// <summary>
/// What API Gateway publishes; names and dimensions of HTTP and REST APIs differ. Source: API Gateway developer guide, "Monitor CloudWatch
/// metrics for HTTP APIs" and "Amazon API Gateway dimensions and metrics".
/// </summary>
internal sealed class GatewayMetrics(EntryPoint entryPoint, ObservedApi api)
{
    private readonly bool _isRest = entryPoint == EntryPoint.RestApi;

    public MetricReference Requests => Of("Count");

    public MetricReference ClientErrors => Of(_isRest ? "4XXError" : "4xx");

    public MetricReference ServerErrors => Of(_isRest ? "5XXError" : "5xx");

    /// <summary>Milliseconds between request and answer.</summary>
    public MetricReference Latency => Of("Latency");

    /// <summary>Milliseconds that the function took of <see cref="Latency"/>.</summary>
    public MetricReference IntegrationLatency => Of("IntegrationLatency");

    private MetricReference Of(string name) => _isRest
        ? new("AWS/ApiGateway", name, ("ApiName", api.Name), ("Stage", api.StageName))
        : new("AWS/ApiGateway", name, ("ApiId", api.Id));
}
