using Amazon.CDK.AWS.XRay;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Observability.Traces;

/// <summary>
/// The account's sampling rules for a stage. Behind a REST API they are asked by the gateway, whose decision the functions follow. Behind
/// an HTTP API nobody on AWS's side asks them: Lambda keeps one request a second and 5 % whatever they say, and the gateway takes no part.
/// The framework asks them in the function where the X-Ray daemon answers, and else has the same numbers built in.
/// </summary>
internal static class TraceSamplingRules
{
    // Below the stage's own rule, so that it is asked first.
    private const int HealthPriority = 999;
    private const int StagePriority = 1000;
    private const string Any = "*";

    public static void Create(Construct scope, ObservabilityInput input)
    {
        var stage = input.Stage;
        Create(scope, "HealthSampling", Rule(input) with
        {
            Name = $"{input.Prefix}-health",
            Priority = HealthPriority,
            // The gateway knows the path and not the function, the framework the function whatever its path.
            Path = stage.EntryPoint == EntryPoint.RestApi ? "*/health" : Any,
            Service = stage.EntryPoint == EntryPoint.RestApi ? Rule(input).Service : "health",
        });
        Create(scope, "Sampling", Rule(input) with { Reservoir = stage.SamplingReservoir, Rate = stage.SamplingRate });
    }

    private static StageRule Rule(ObservabilityInput input) => input.Stage.EntryPoint switch
    {
        // The name of a stage's segment, and so of its service, is api-name/stage.
        EntryPoint.RestApi => new(StageNames.SamplingRule(input.Name), StagePriority)
        {
            Service = $"{input.Api.Name}/{input.Api.StageName}",
            Type = "AWS::ApiGateway::Stage",
        },
        // The framework's service is the function's id, which is the same in all stages: the ARN tells them apart.
        EntryPoint.HttpApi => new(StageNames.SamplingRule(input.Name), StagePriority)
        {
            Service = Any,
            Type = "AWS::Lambda::Function",
            Arn = $"arn:*:lambda:*:*:function:{input.Prefix}-*",
        },
        _ => throw new ArgumentOutOfRangeException(nameof(input), input.Stage.EntryPoint, "unknown entry point"),
    };

    private static void Create(Construct scope, string id, StageRule rule) => _ = new CfnSamplingRule(scope, id, new CfnSamplingRuleProps
    {
        SamplingRule = new CfnSamplingRule.SamplingRuleProperty
        {
            Version = 1,
            RuleName = rule.Name,
            Priority = rule.Priority,
            ReservoirSize = rule.Reservoir,
            FixedRate = rule.Rate,
            ServiceName = rule.Service,
            ServiceType = rule.Type,
            Host = Any,
            HttpMethod = Any,
            UrlPath = rule.Path,
            ResourceArn = rule.Arn,
        },
    });

    private sealed record StageRule(string Name, int Priority)
    {
        public required string Service { get; init; }

        public required string Type { get; init; }

        public string Path { get; init; } = Any;

        public string Arn { get; init; } = Any;

        public int Reservoir { get; init; }

        public double Rate { get; init; }
    }
}
