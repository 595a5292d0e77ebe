using Lego.Infrastructure.Functions;
using Lego.Infrastructure.Observability.Metrics;
using Lego.Infrastructure.Observability.Traces;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Observability.Alarms;

/// <summary>The alarms of a stage as a whole; every stage has them.</summary>
internal sealed class StageAlarms(ObservabilityInput input)
{
    public const double MaxGatewayErrorPercent = 5;
    public const int MaxGatewayMilliseconds = 2000;

    private const int Period = 300;
    private const int Hour = 3600;
    private const int QuarterHour = 900;

    // So many requests in a quarter of an hour that at least one of them is kept whatever the rate is.
    private const int BusyRequests = 100;

    private readonly string _prefix = input.Prefix;
    private readonly string _stage = input.Name;
    private readonly GatewayMetrics _gateway = new(input.Stage.EntryPoint, input.Api);

    public IEnumerable<AlarmDefinition> All() => [ServerErrors(), GatewayErrors(), GatewayLatency(), ErrorTraces(), MissingTraces(), Migrations()];

    /// <summary>
    /// More than 10 answers of 5xx of one function in 5 minutes. The query has a series for each function and each is held against the
    /// threshold; metrics of errors exist while there are errors, so it costs next to nothing on quiet days.
    /// Source: CloudWatch user guide, "Create a CloudWatch alarm based on a Metrics Insights query".
    /// </summary>
    private AlarmDefinition ServerErrors() =>
        new($"{_prefix}-server-errors", $"A function answered more than {FunctionAlarms.MaxErrors} requests with 5xx in 5 minutes; the alarm's contributors name it.")
        {
            Metrics = [AlarmMetric.Query(OwnMetrics.ServerErrorsByFunction(_stage), Period)],
            Threshold = FunctionAlarms.MaxErrors,
            TraceFilter = TraceFilters.Group(TraceGroups.NameOf(_stage, TraceGroups.ErrorsKey)),
            SavedQuery = SavedQueries.ErrorsByType,
            LogQuery = "filter statusCode >= 500 | stats count(*), max(traceId) by functionName, errorType",
        };

    private AlarmDefinition GatewayErrors() =>
        new($"{_prefix}-gateway-5xx", $"More than {MaxGatewayErrorPercent} % of the requests were answered with 5xx for 10 minutes.")
        {
            Metrics =
            [
                AlarmMetric.Of("errors", _gateway.ServerErrors, "Sum", Period),
                AlarmMetric.Of("requests", _gateway.Requests, "Sum", Period),
                AlarmMetric.Computed("100 * FILL(errors, 0) / requests"),
            ],
            Threshold = MaxGatewayErrorPercent,
            Periods = 2,
            TraceFilter = TraceFilters.Group(TraceGroups.NameOf(_stage, TraceGroups.ErrorsKey)),
            SavedQuery = SavedQueries.Joined,
            LogQuery = "filter statusCode >= 500 | stats count(*), max(traceId) by functionName, errorType",
        };

    private AlarmDefinition GatewayLatency() =>
        new($"{_prefix}-gateway-latency", $"5 % of the requests took longer than {MaxGatewayMilliseconds / 1000} s for 10 minutes.")
        {
            Metrics = [AlarmMetric.Of("latency", _gateway.Latency, "p95", Period, isResult: true)],
            Threshold = MaxGatewayMilliseconds,
            Periods = 2,
            TraceFilter = TraceFilters.Group(TraceGroups.NameOf(_stage, TraceGroups.SlowKey)),
            SavedQuery = SavedQueries.SlowRequests,
            LogQuery = "filter duration > 2000 | stats count(*), max(duration), max(traceId) by functionName",
        };

    /// <summary>Every error has its trace whatever the rate is, so this is a count of errors and no estimate.</summary>
    private AlarmDefinition ErrorTraces() =>
        new($"{_prefix}-error-traces", $"More than {input.ErrorTracesPerHour} traces with an error (4xx or 5xx) in an hour.")
        {
            Metrics =
            [
                AlarmMetric.Of("traces", TraceMetrics.Count(TraceGroups.NameOf(_stage, TraceGroups.ErrorsKey)), "Sum", Hour, isResult: true),
            ],
            Threshold = input.ErrorTracesPerHour,
            TraceFilter = TraceFilters.Group(TraceGroups.NameOf(_stage, TraceGroups.ErrorsKey)),
            SavedQuery = SavedQueries.ErrorsByType,
            LogQuery = "filter message = \"Request failed\" | stats count(*), max(traceId) by errorType, functionName",
        };

    /// <summary>Requests but no traces: tracing itself is broken, and nothing else would tell.</summary>
    private AlarmDefinition MissingTraces()
    {
        // Not all requests: monitors ask for health, of which no traces are kept.
        var requests = FunctionDomain.All
            .Select((domain, index) => AlarmMetric.Of(
                $"r{index}", LambdaMetrics.Invocations(input.Functions.First(function => function.Id == domain.BusiestFunction)), "Sum", QuarterHour))
            .ToList();
        var traces = FunctionDomain.All
            .Select((domain, index) => AlarmMetric.Of($"t{index}", TraceMetrics.Count(TraceGroups.NameOf(_stage, domain.Key)), "Sum", QuarterHour))
            .ToList();
        return new($"{_prefix}-traces-missing", "There are requests but no traces of them for 30 minutes; docs/operations.md, \"Traces are missing\".")
        {
            Metrics =
            [
                .. requests, .. traces,
                AlarmMetric.Computed($"IF({Sum(requests)} > {BusyRequests} AND {Sum(traces)} < 1, 1, 0)"),
            ],
            Threshold = 0,
            Periods = 2,
            TraceFilter = TraceFilters.Stage(_stage),
            SavedQuery = SavedQueries.TracingTroubles,
            LogQuery = "filter context = \"Lego.Lambda.Tracing\" | stats count(*) by message",
        };
    }

    /// <summary>A deployment would stop; nobody waits for the repairs that the schedule calls, and nothing else tells that they fail.</summary>
    private AlarmDefinition Migrations()
    {
        var name = StageNames.Function(_stage, Migration.Id);
        return new($"{name}-errors", "The migrations failed, on a deployment or by the schedule that repairs indices and objects.")
        {
            Metrics = [AlarmMetric.Of("errors", LambdaMetrics.Errors(name), "Sum", Period, isResult: true)],
            Threshold = 0,
            TraceFilter = TraceFilters.FunctionErrors(name),
            SavedQuery = SavedQueries.ServerErrors,
            LogQuery = "filter level = \"ERROR\" or @type = \"REPORT\" | fields @timestamp, @message | sort @timestamp desc",
            LogGroup = StageNames.LogGroup(_stage, Migration.Id),
        };
    }

    private static string Sum(IEnumerable<AlarmMetric> metrics) => $"({string.Join(" + ", metrics.Select(metric => $"FILL({metric.Id}, 0)"))})";
}
