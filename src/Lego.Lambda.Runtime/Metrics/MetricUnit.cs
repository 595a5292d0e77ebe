namespace Lego.Lambda.Runtime.Metrics;

/// <summary>Unit of a metric, with CloudWatch's names.</summary>
public enum MetricUnit
{
    /// <summary>No unit.</summary>
    None,

    /// <summary>Number of things; values of one invocation are added up.</summary>
    Count,

    /// <summary>Milliseconds.</summary>
    Milliseconds,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Megabytes.</summary>
    Megabytes,

    /// <summary>Percent, 0 to 100.</summary>
    Percent,
}
