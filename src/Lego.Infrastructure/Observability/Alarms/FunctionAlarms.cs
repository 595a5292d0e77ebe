using Lego.Infrastructure.Observability.Metrics;
using Lego.Infrastructure.Observability.Traces;

namespace Lego.Infrastructure.Observability.Alarms;

/// <summary>
/// The alarms of each function. An alarm is paid for by the metrics it reads, so one alarm over ten functions would cost as much as ten
/// and say less; and it can neither search for metrics nor read more than ten. Source: CloudWatch user guide, "Limits" of alarms.
/// </summary>
internal static class FunctionAlarms
{
    public const int MaxErrors = 10;
    public const int MaxThrottles = 5;
    public const double MaxErrorPercent = 5;
    public const int MaxSeconds = 10;

    private const int Period = 300;

    // What may take all of its timeout is slow before it is over: at 10 s, functions that are cut off at 10 s would never be.
    private const double ShareOfTimeout = 0.8;

    public static IEnumerable<AlarmDefinition> Of(ObservedFunction function, string stage) =>
        [Errors(function), ErrorRate(function, stage), Throttles(function), Duration(function)];

    /// <summary>Seconds above which an invocation of a function is too long.</summary>
    public static double SlowSeconds(ObservedFunction function) =>
        Math.Min(MaxSeconds, ShareOfTimeout * function.Definition.TimeoutSeconds);

    private static AlarmDefinition Errors(ObservedFunction function) =>
        new($"{function.Name}-errors", $"More than {MaxErrors} invocations of {function.Id} crashed, timed out or ran out of memory in 5 minutes.")
        {
            Metrics = [AlarmMetric.Of("errors", LambdaMetrics.Errors(function), "Sum", Period, isResult: true)],
            Threshold = MaxErrors,
            TraceFilter = TraceFilters.FunctionErrors(function.Name),
            SavedQuery = SavedQueries.ServerErrors,
            LogQuery = "filter level = \"ERROR\" or @type = \"REPORT\" | fields @timestamp, @message | sort @timestamp desc",
            LogGroup = function.LogGroup,
            Notifies = false,
        };

    private static AlarmDefinition ErrorRate(ObservedFunction function, string stage)
    {
        // Answers of 5xx are no errors for Lambda, so both are counted; the caller's mistakes (4xx) are not.
        var answers = OwnMetrics.ServerErrorCodesOf(function.Definition)
            .Select((code, index) => AlarmMetric.Of($"e{index}", OwnMetrics.ErrorDuration(stage, function.Id, code), "SampleCount", Period))
            .ToList();
        var sum = string.Join(" + ", answers.Select(answer => $"FILL({answer.Id}, 0)"));
        return new($"{function.Name}-error-rate", $"More than {MaxErrorPercent} % of the requests to {function.Id} failed on our side in 10 minutes.")
        {
            Metrics =
            [
                AlarmMetric.Of("invocations", LambdaMetrics.Invocations(function), "Sum", Period),
                AlarmMetric.Of("errors", LambdaMetrics.Errors(function), "Sum", Period),
                .. answers,
                AlarmMetric.Computed($"100 * (FILL(errors, 0) + {sum}) / invocations"),
            ],
            Threshold = MaxErrorPercent,
            Periods = 2,
            TraceFilter = TraceFilters.FunctionErrors(function.Name),
            SavedQuery = SavedQueries.ErrorsByType,
            LogQuery = "filter statusCode >= 500 | stats count(*), max(traceId) by errorType",
            LogGroup = function.LogGroup,
            Notifies = false,
        };
    }

    private static AlarmDefinition Throttles(ObservedFunction function) =>
        new($"{function.Name}-throttles", $"Lambda refused more than {MaxThrottles} invocations of {function.Id} in 5 minutes: no concurrency left.")
        {
            Metrics = [AlarmMetric.Of("throttles", LambdaMetrics.Throttles(function), "Sum", Period, isResult: true)],
            Threshold = MaxThrottles,
            TraceFilter = TraceFilters.FunctionThrottles(function.Name),
            SavedQuery = SavedQueries.Joined,
            LogQuery = "filter @type = \"REPORT\" | stats count(*), max(@duration) by bin(1m)",
            LogGroup = function.LogGroup,
            Notifies = false,
        };

    private static AlarmDefinition Duration(ObservedFunction function)
    {
        var seconds = SlowSeconds(function);
        return new($"{function.Name}-duration", FormattableString.Invariant($"5 % of the invocations of {function.Id} took longer than {seconds} s, for 10 minutes."))
        {
            Metrics = [AlarmMetric.Of("duration", LambdaMetrics.Duration(function), "p95", Period, isResult: true)],
            Threshold = 1000 * seconds,
            Periods = 2,
            TraceFilter = TraceFilters.FunctionSlow(function.Name, seconds),
            SavedQuery = SavedQueries.SlowRequests,
            LogQuery = "filter ispresent(duration) | fields duration, traceId | sort duration desc | limit 20",
            LogGroup = function.LogGroup,
            Notifies = false,
        };
    }
}
