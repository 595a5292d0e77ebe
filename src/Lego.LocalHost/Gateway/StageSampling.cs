using Lego.Lambda.Runtime.Sampling;
using Lego.Lambda.Runtime.Tracing;
using Lego.LocalHost.Tracing;

namespace Lego.LocalHost.Gateway;

/// <summary>Decides whether a request is traced: its caller, else the rules of the stage where there are any, else the rate.</summary>
internal sealed class StageSampling(Sampler rate, ISampler? rules, string region)
{
    private const string ServiceType = "AWS::ApiGateway::Stage";

    // The form of an ARN of a stage. Source: API Gateway developer guide, "API Gateway Amazon Resource Name (ARN) reference".
    private readonly string _stageArn = $"arn:aws:apigateway:{region}::/restapis/{StageSegment.ApiName}/stages/{StageSegment.Stage}";

    /// <returns>The decision, and the rule that made it, if one did.</returns>
    public (bool IsSampled, string? Rule) Decide(TraceContext caller, HttpRequest request)
    {
        if (rules is null || caller.Decision is not null)
        {
            return (rate.Decide(caller), null);
        }

        var decision = rules.Decide(
            new SamplingRequest(
                StageSegment.Name,
                request.Host.Host,
                request.Method,
                request.Path.Value,
                _stageArn,
                request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()),
                ServiceType),
            SampleDecision.None);
        return (decision.IsSampled, decision.RuleName);
    }
}
