using Amazon.CDK;
using Amazon.CDK.AWS.XRay;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Api;

/// <summary>
/// The stage's sampling rule. A REST stage with tracing obeys it. Lambda does not, so behind an HTTP API it is for the functions, which ask
/// for the account's rules themselves and otherwise decide by the same rate. Source: AWS X-Ray developer guide, "Configure sampling rules".
/// </summary>
internal static class SamplingRule
{
    public static CfnSamplingRule Create(Construct scope, StageSettings settings)
    {
        var isRest = settings.EntryPoint == EntryPoint.RestApi;
        return new CfnSamplingRule(scope, "SamplingRule", new CfnSamplingRuleProps
        {
            SamplingRule = new CfnSamplingRule.SamplingRuleProperty
            {
                RuleName = StageNames.SamplingRule(settings.Stage),
                Version = 1,
                Priority = 1000,
                ReservoirSize = settings.SamplingReservoir,
                FixedRate = settings.SamplingRate,
                // The segment of a REST stage is named after API and stage; of a function the rule sees the ARN.
                ServiceName = isRest ? $"{StageNames.Api(settings.Stage)}/{settings.Stage}" : "*",
                ServiceType = isRest ? "AWS::ApiGateway::Stage" : "AWS::Lambda::Function",
                ResourceArn = isRest ? "*" : $"arn:{Aws.PARTITION}:lambda:{Aws.REGION}:{Aws.ACCOUNT_ID}:function:{StageNames.Function(settings.Stage, "*")}",
                Host = "*",
                HttpMethod = "*",
                UrlPath = "*",
            },
        });
    }
}
