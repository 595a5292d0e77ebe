using Amazon.CDK;
using Amazon.CDK.AWS.XRay;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Api;

/// <summary>
/// The stage's sampling rules. A REST stage with tracing obeys them. Lambda does not, so behind an HTTP API they are for the functions,
/// which ask for the account's rules themselves and otherwise decide by the same rates. Source: AWS X-Ray developer guide, "Configure
/// sampling rules".
/// </summary>
internal static class SamplingRules
{
    public static void Create(Construct scope, StageSettings settings)
    {
        Add(scope, settings, "SamplingRule", Rule(settings, StageNames.SamplingRule(settings.Stage), 1000, "*"));
        // Whoever watches the API asks for its health all day, and would get most of the reservoir.
        var health = Rule(settings, $"{StageNames.Prefix(settings.Stage)}-health", 900, "health");
        health.FixedRate = 0;
        health.ReservoirSize = 0;
        Add(scope, settings, "HealthSamplingRule", health);
    }

    private static void Add(Construct scope, StageSettings settings, string id, CfnSamplingRule.SamplingRuleProperty rule)
    {
        rule.ServiceType = settings.EntryPoint == EntryPoint.RestApi ? "AWS::ApiGateway::Stage" : "AWS::Lambda::Function";
        _ = new CfnSamplingRule(scope, id, new CfnSamplingRuleProps { SamplingRule = rule });
    }

    private static CfnSamplingRule.SamplingRuleProperty Rule(StageSettings settings, string name, double priority, string function)
    {
        // The segment of a REST stage is named after API and stage; of a function a rule sees id and ARN.
        var isRest = settings.EntryPoint == EntryPoint.RestApi;
        return new CfnSamplingRule.SamplingRuleProperty
        {
            RuleName = name,
            Version = 1,
            Priority = priority,
            ReservoirSize = settings.SamplingReservoir,
            FixedRate = settings.SamplingRate,
            ServiceName = isRest ? $"{StageNames.Api(settings.Stage)}/{settings.Stage}" : "*",
            ResourceArn = isRest
                ? "*"
                : $"arn:{Aws.PARTITION}:lambda:{Aws.REGION}:{Aws.ACCOUNT_ID}:function:{StageNames.Function(settings.Stage, function == "*" ? "*" : function + "*")}",
            UrlPath = isRest && function != "*" ? $"*/{function}" : "*",
            Host = "*",
            HttpMethod = "*",
        };
    }
}
