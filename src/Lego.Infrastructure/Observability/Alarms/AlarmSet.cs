using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace Lego.Infrastructure.Observability.Alarms;

/// <summary>Makes the alarms of a stage.</summary>
internal sealed class AlarmSet
{
    private readonly Construct _scope;
    private readonly ObservabilityInput _input;
    private readonly ConsoleLinks _links;
    private readonly string _topicArn;
    private readonly List<string> _arns = [];

    private AlarmSet(Construct scope, ObservabilityInput input, ConsoleLinks links, string topicArn) =>
        (_scope, _input, _links, _topicArn) = (scope, input, links, topicArn);

    /// <summary>Makes them and returns the ARNs of those that tell somebody.</summary>
    public static IReadOnlyList<string> Create(Construct scope, ObservabilityInput input, ConsoleLinks links, string topicArn)
    {
        var set = new AlarmSet(scope, input, links, topicArn);
        foreach (var alarm in new StageAlarms(input).All())
        {
            set._arns.Add(set.Add(alarm).AttrArn);
        }

        if (input.HasAlarmPerFunction)
        {
            set.AddFunctions();
        }

        return set._arns;
    }

    private void AddFunctions()
    {
        foreach (var domain in FunctionDomain.All.Append<FunctionDomain?>(null))
        {
            List<CfnAlarm> alarms = [];
            foreach (var function in _input.FunctionsOf(domain))
            {
                alarms.AddRange(FunctionAlarms.Of(function, _input.Name).Select(Add));
            }

            if (alarms.Count > 0)
            {
                AddDomain(domain, alarms);
            }
        }
    }

    private CfnAlarm Add(AlarmDefinition alarm) => new(_scope, $"Alarm-{alarm.Name[(_input.Prefix.Length + 1)..]}", new CfnAlarmProps
    {
        AlarmName = alarm.Name,
        AlarmDescription = AlarmText.Of(alarm, _input.Name, _links),
        Metrics = alarm.Metrics.Select(Query).ToArray<object>(),
        ComparisonOperator = "GreaterThanThreshold",
        Threshold = alarm.Threshold,
        EvaluationPeriods = alarm.Periods,
        DatapointsToAlarm = alarm.Periods,
        // No requests, no errors: that nothing comes in is no reason to wake anyone.
        TreatMissingData = "notBreaching",
        AlarmActions = alarm.Notifies ? [_topicArn] : null,
        OkActions = alarm.Notifies ? [_topicArn] : null,
    });

    /// <summary>One mail for a part of the product: when the database is gone all of its functions ring at once.</summary>
    private void AddDomain(FunctionDomain? domain, IReadOnlyList<CfnAlarm> alarms)
    {
        var key = domain?.Key ?? "operations";
        var filter = domain is null ? Traces.TraceFilters.Stage(_input.Name) : Traces.TraceFilters.Group(Traces.TraceGroups.NameOf(_input.Name, domain.Key));
        var composite = new CfnCompositeAlarm(_scope, $"Alarm-{key}", new CfnCompositeAlarmProps
        {
            AlarmName = $"{_input.Prefix}-{key}",
            AlarmDescription =
                $"""
                A function of {domain?.Title ?? "the service itself"} has errors, is throttled or slow; the alarms below this one say which.
                Traces: {_links.Traces(filter)}
                Dashboard: {_links.Dashboard(Stages.StageNames.Dashboard(_input.Name))}
                """,
            AlarmRule = string.Join(" OR ", alarms.Select(alarm => $"ALARM(\"{alarm.Ref}\")")),
            AlarmActions = [_topicArn],
            OkActions = [_topicArn],
        });
        _arns.Add(composite.AttrArn);
    }

    private static CfnAlarm.MetricDataQueryProperty Query(AlarmMetric metric) => metric.Metric is { } reference
        ? new()
        {
            Id = metric.Id,
            ReturnData = metric.IsResult,
            MetricStat = new CfnAlarm.MetricStatProperty
            {
                Metric = new CfnAlarm.MetricProperty
                {
                    Namespace = reference.Namespace,
                    MetricName = reference.Name,
                    Dimensions = reference.Dimensions
                        .Select(dimension => new CfnAlarm.DimensionProperty { Name = dimension.Key, Value = dimension.Value })
                        .ToArray<object>(),
                },
                Stat = metric.Statistic!,
                Period = metric.Period,
            },
        }
        : new()
        {
            Id = metric.Id,
            ReturnData = metric.IsResult,
            Expression = metric.Expression,
            Period = metric.Period > 0 ? metric.Period : null,
        };
}
