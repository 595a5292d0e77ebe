using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Observability;

/// <summary>
/// All that the observability stack knows of the others. Texts only, so that it can be made without them; values that are known at
/// deployment only are tokens in these texts.
/// </summary>
public sealed record ObservabilityInput
{
    /// <summary>The stage.</summary>
    public required StageSettings Stage { get; init; }

    /// <summary>The API in front of the functions.</summary>
    public required ObservedApi Api { get; init; }

    /// <summary>The deployed functions, usually <see cref="ObservedFunction.OfStage"/>.</summary>
    public required IReadOnlyList<ObservedFunction> Functions { get; init; }

    /// <summary>What the functions call.</summary>
    public ObservedDependencies Dependencies { get; init; } = new();

    /// <summary>
    /// Whether each function has alarms of its own. They are most of what this stack costs; null for: in production only. Without them
    /// the alarms of the stage as a whole stay, and among these the one on server errors names the function.
    /// </summary>
    public bool? AlarmPerFunction { get; init; }

    /// <summary>Traces with an error, 4xx or 5xx, in an hour above which the alarm rings.</summary>
    public int ErrorTracesPerHour { get; init; } = 100;

    /// <summary>Whether X-Ray looks for anomalies in the groups. Costs 1 USD per million traces recorded.</summary>
    public bool Insights { get; init; } = true;

    /// <summary>Whether what X-Ray found is also mailed with the alarms.</summary>
    public bool InsightNotifications { get; init; }

    internal string Name => Stage.Stage;

    internal string Prefix => StageNames.Prefix(Stage.Stage);

    internal bool HasAlarmPerFunction => AlarmPerFunction ?? Stage.Stage == "production";

    internal IReadOnlyList<string> FunctionLogGroups => [.. Functions.Select(function => function.LogGroup)];

    internal IEnumerable<ObservedFunction> FunctionsOf(FunctionDomain? domain) => Functions.Where(function => function.Domain == domain);
}
