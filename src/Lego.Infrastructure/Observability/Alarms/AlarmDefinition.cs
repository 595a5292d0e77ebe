namespace Lego.Infrastructure.Observability.Alarms;

/// <summary>An alarm and what its mail says.</summary>
/// <param name="Name">Name on AWS.</param>
/// <param name="Meaning">What has happened, one sentence.</param>
internal sealed record AlarmDefinition(string Name, string Meaning)
{
    /// <summary>What it looks at; exactly one of them is the result.</summary>
    public required IReadOnlyList<AlarmMetric> Metrics { get; init; }

    /// <summary>It rings above this.</summary>
    public required double Threshold { get; init; }

    /// <summary>How many periods in a row have to be above the threshold.</summary>
    public int Periods { get; init; } = 1;

    /// <summary>Filter expression of the traces to look at.</summary>
    public required string TraceFilter { get; init; }

    /// <summary>Name of the saved query to run.</summary>
    public required string SavedQuery { get; init; }

    /// <summary>Lines for Logs Insights, for who has but the mail.</summary>
    public required string LogQuery { get; init; }

    /// <summary>The log group to ask; null for all of the stage.</summary>
    public string? LogGroup { get; init; }

    /// <summary>False for an alarm that is told of by the one of its domain.</summary>
    public bool Notifies { get; init; } = true;
}
