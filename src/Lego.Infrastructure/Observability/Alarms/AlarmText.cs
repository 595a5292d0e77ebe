using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Observability.Alarms;

/// <summary>The description of an alarm, which is what its mail shows: what happened and where to look.</summary>
internal static class AlarmText
{
    /// <summary>Characters that a description may have. Source: CloudWatch API reference, PutMetricAlarm.</summary>
    public const int MaxLength = 1024;

    public static string Of(AlarmDefinition alarm, string stage, ConsoleLinks links) =>
        $"""
        {alarm.Meaning}
        Traces: {links.Traces(alarm.TraceFilter)}
        Logs Insights ({alarm.LogGroup ?? "all log groups of the stage"}): {alarm.LogQuery}
        Saved query: {SavedQueries.NameOf(stage, alarm.SavedQuery)}
        Dashboard: {links.Dashboard(StageNames.Dashboard(stage))}
        """;
}
