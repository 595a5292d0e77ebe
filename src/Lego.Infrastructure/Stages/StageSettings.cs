namespace Lego.Infrastructure.Stages;

/// <summary>One stage, as its file in <c>stages/</c> describes it.</summary>
public sealed record StageSettings
{
    /// <summary><c>development</c>, <c>staging</c> or <c>production</c>; also the name of the file.</summary>
    public required string Stage { get; init; }

    /// <summary>AWS account, 12 digits; null for that of the credentials at deployment.</summary>
    public string? Account { get; init; }

    /// <summary>AWS region, for example <c>eu-central-1</c>; null for that of the credentials at deployment.</summary>
    public string? Region { get; init; }

    public EntryPoint EntryPoint { get; init; }

    /// <summary>Share of requests traced after the first of each second, 0 to 1.</summary>
    public required double SamplingRate { get; init; }

    /// <summary>Requests per second that are traced in any case.</summary>
    public int SamplingReservoir { get; init; } = 1;

    /// <summary>Days that log groups keep their lines; one of the values CloudWatch Logs knows.</summary>
    public int LogRetentionDays { get; init; } = 30;

    /// <summary>Where alarms are mailed; null for a topic without a subscriber.</summary>
    public string? AlarmEmail { get; init; }

    /// <summary>Account that may read this stage's traces, metrics and logs through cross-account observability: ARN of its sink; null for none.</summary>
    public string? MonitoringSinkArn { get; init; }
}
