namespace Lego.Infrastructure.Stages;

/// <summary>What watches the stage.</summary>
public sealed record ObservabilitySettings
{
    /// <summary>Whether X-Ray looks for anomalies in the groups of traces. Costs 1 USD per million traces recorded.</summary>
    public bool Insights { get; set; } = true;

    /// <summary>Whether what X-Ray found is mailed with the alarms.</summary>
    public bool InsightNotifications { get; set; }

    /// <summary>Whether each function has alarms of its own; they are most of what watching costs. Null for: in production only.</summary>
    public bool? AlarmPerFunction { get; set; }

    /// <summary>Traces with an error in an hour above which the alarm rings.</summary>
    public int ErrorTracesPerHour { get; set; } = 100;
}
