namespace Lego.Infrastructure.Observability.Metrics;

/// <summary>
/// What X-Ray publishes: of each group the number of its traces, by the minute, and nothing else. There are no rates and no response
/// times of traces. Source: AWS X-Ray developer guide, "Configuring groups".
/// </summary>
internal static class TraceMetrics
{
    public static MetricReference Count(string group) => new("AWS/X-Ray", "ApproximateTraceCount", ("GroupName", group));
}
