using Lego.Infrastructure.Observability.Metrics;

namespace Lego.Infrastructure.Observability.Dashboards;

/// <summary>What clients see: requests, errors and response times at the gateway.</summary>
internal sealed class RequestSection(ObservabilityInput input, Widgets widgets)
{
    private readonly GatewayMetrics _gateway = new(input.Stage.EntryPoint, input.Api);

    public void AddTo(DashboardLayout layout) => layout.Row(6, Requests(), Errors(), ResponseTimes());

    private System.Text.Json.Nodes.JsonObject Requests() => widgets.Graph(
        "Requests", [GraphLine.Of(_gateway.Requests, "Sum", "requests")], "in 5 minutes");

    private System.Text.Json.Nodes.JsonObject Errors() => widgets.Graph(
        "Errors, share of requests",
        [
            GraphLine.Of(_gateway.Requests, "Sum", "requests", id: "requests"),
            GraphLine.Of(_gateway.ClientErrors, "Sum", "4xx", id: "client"),
            GraphLine.Of(_gateway.ServerErrors, "Sum", "5xx", id: "server"),
            GraphLine.Computed("100 * FILL(client, 0) / requests", "4xx", "clientRate"),
            GraphLine.Computed("100 * FILL(server, 0) / requests", "5xx", "serverRate"),
        ],
        "%",
        [("alarm", Alarms.StageAlarms.MaxGatewayErrorPercent)]);

    private System.Text.Json.Nodes.JsonObject ResponseTimes() => widgets.Graph(
        "Response times",
        [
            GraphLine.Of(_gateway.Latency, "p50", "p50"),
            GraphLine.Of(_gateway.Latency, "p95", "p95"),
            GraphLine.Of(_gateway.Latency, "p99", "p99"),
            GraphLine.Of(_gateway.IntegrationLatency, "p95", "p95 in the function"),
        ],
        "milliseconds",
        Targets.All);
}
