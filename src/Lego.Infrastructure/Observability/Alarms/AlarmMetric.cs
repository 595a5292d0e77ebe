using Lego.Infrastructure.Observability.Metrics;

namespace Lego.Infrastructure.Observability.Alarms;

/// <summary>One number that an alarm looks at: a metric, or what is computed of others.</summary>
/// <param name="Id">Its name in expressions.</param>
internal sealed record AlarmMetric(string Id)
{
    public MetricReference? Metric { get; private init; }

    public string? Expression { get; private init; }

    public string? Statistic { get; private init; }

    /// <summary>Seconds that one value stands for.</summary>
    public int Period { get; private init; }

    /// <summary>Whether this is what the threshold is for.</summary>
    public bool IsResult { get; private init; }

    public static AlarmMetric Of(string id, MetricReference metric, string statistic, int period, bool isResult = false) =>
        new(id) { Metric = metric, Statistic = statistic, Period = period, IsResult = isResult };

    /// <summary>What is computed of the alarm's other numbers.</summary>
    public static AlarmMetric Computed(string expression) => new("result") { Expression = expression, IsResult = true };

    /// <summary>A Metrics Insights query; with <c>GROUP BY</c> each of its series is held against the threshold.</summary>
    public static AlarmMetric Query(string query, int period) => new("result") { Expression = query, Period = period, IsResult = true };
}
