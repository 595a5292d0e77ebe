using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Constructs;
using Lego.Functions;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Functions;

/// <summary>The alarms that take a new version back while it is being rolled out.</summary>
internal static class RollbackAlarms
{
    // What a broken version answers with. Each is a metric of its own, since that is how the function counts them.
    private static readonly string[] FaultTypes = ["INTERNAL_ERROR", "DATABASE_ERROR"];

    public static Alarm[] Create(Construct scope, StageSettings settings, FunctionDefinition function)
    {
        var name = StageNames.Function(settings.Stage, function.Id);
        return
        [
            new Alarm(scope, "RollbackErrors", new AlarmProps
            {
                AlarmName = $"{name}-rollback-errors",
                AlarmDescription = $"{name}: invocations end in an error or a timeout; a rollout is taken back",
                Metric = OfAlias(name, "Errors"),
                Threshold = 3,
                EvaluationPeriods = 1,
                ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
                TreatMissingData = TreatMissingData.NOT_BREACHING,
            }),
            new Alarm(scope, "RollbackFaults", new AlarmProps
            {
                AlarmName = $"{name}-rollback-faults",
                AlarmDescription = $"{name}: more than 5 % of the answers are faults; a rollout is taken back",
                Metric = FaultRate(settings.Stage, name, function),
                Threshold = 5,
                EvaluationPeriods = 1,
                ComparisonOperator = ComparisonOperator.GREATER_THAN_THRESHOLD,
                TreatMissingData = TreatMissingData.NOT_BREACHING,
            }),
        ];
    }

    /// <summary>A handler turns an exception into an answer, so for Lambda such an invocation is no error; the function counts it.</summary>
    private static MathExpression FaultRate(string stage, string name, FunctionDefinition function)
    {
        var faults = FaultTypes.Select((type, number) => ($"f{number}", type)).ToList();
        var sum = string.Join(" + ", faults.Select(fault => $"FILL({fault.Item1}, 0)"));
        return new MathExpression(new MathExpressionProps
        {
            // Three at least: of few requests one is many per cent.
            Expression = $"IF({sum} >= 3, 100 * ({sum}) / all, 0)",
            Label = "Faults in per cent",
            Period = Duration.Minutes(1),
            UsingMetrics = faults
                .Select(fault => (fault.Item1, OfRequests(stage, function, fault.type)))
                .Append(("all", OfAlias(name, "Invocations")))
                .ToDictionary(pair => pair.Item1, pair => (IMetric)pair.Item2),
        });
    }

    private static Metric OfAlias(string name, string metric) => new(new MetricProps
    {
        Namespace = "AWS/Lambda",
        MetricName = metric,
        DimensionsMap = new Dictionary<string, string> { ["FunctionName"] = name, ["Resource"] = $"{name}:{StageNames.Alias}" },
        Statistic = "Sum",
        Period = Duration.Minutes(1),
    });

    private static Metric OfRequests(string stage, FunctionDefinition function, string errorType) => new(new MetricProps
    {
        Namespace = "LegoAPI/Lambda",
        MetricName = "RequestError",
        DimensionsMap = new Dictionary<string, string>
        {
            ["Environment"] = stage,
            ["FunctionName"] = function.Id,
            ["Method"] = function.Method,
            ["ErrorType"] = errorType,
            ["StatusCode"] = "500",
        },
        Statistic = "Sum",
        Period = Duration.Minutes(1),
    });
}
