namespace Lego.Infrastructure.Observability.Dashboards;

/// <summary>How fast the API is meant to be, in milliseconds.</summary>
internal static class Targets
{
    public static (string Label, double Value) P50 { get; } = ("target of p50", 200);

    public static (string Label, double Value) P95 { get; } = ("target of p95", 500);

    public static (string Label, double Value) P99 { get; } = ("target of p99", 2000);

    public static IReadOnlyList<(string Label, double Value)> All { get; } = [P50, P95, P99];
}
