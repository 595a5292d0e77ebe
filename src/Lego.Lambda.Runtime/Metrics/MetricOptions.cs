using Lego.Lambda.Runtime.Logging;

namespace Lego.Lambda.Runtime.Metrics;

/// <summary>Where metrics go. They are lines in CloudWatch's embedded metric format, so writing them costs no call.</summary>
public sealed record MetricOptions
{
    /// <summary>Namespace of the request metrics.</summary>
    public string Namespace { get; init; } = "LegoAPI/Lambda";

    /// <summary>Namespace of what the application counts by <see cref="InvocationMetrics.Count"/>.</summary>
    public string BusinessNamespace { get; init; } = "LegoAPI/Business";

    /// <summary>Value of the dimension <c>Environment</c>, usually the stage.</summary>
    public string Environment { get; init; } = "development";

    /// <summary>Where the lines go.</summary>
    public JsonLineOutput Output { get; init; } = JsonLineOutput.StandardOutput;
}
