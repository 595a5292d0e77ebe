using Amazon.CDK.AWS.XRay;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Observability.Traces;

/// <summary>
/// The X-Ray groups of a stage: one a domain, one of errors, one of slow requests. A region takes 25 groups, so three stages fit beside
/// each other. Source: AWS X-Ray endpoints and quotas.
/// </summary>
internal static class TraceGroups
{
    public const string ErrorsKey = "errors";
    public const string SlowKey = "slow";

    public static IReadOnlyList<TraceGroup> Of(string stage) =>
    [
        .. FunctionDomain.All.Select(domain => Group(stage, domain.Key, TraceFilters.Domain(stage, domain))),
        Group(stage, ErrorsKey, TraceFilters.Errors(stage)),
        Group(stage, SlowKey, TraceFilters.Slow(stage)),
    ];

    /// <summary>Name of a group.</summary>
    public static string NameOf(string stage, string key) => $"{StageNames.Prefix(stage)}-{key}";

    public static void Create(Construct scope, ObservabilityInput input)
    {
        foreach (var group in Of(input.Name))
        {
            _ = new CfnGroup(scope, $"Group-{group.Key}", new CfnGroupProps
            {
                GroupName = group.Name,
                FilterExpression = group.Filter,
                InsightsConfiguration = new CfnGroup.InsightsConfigurationProperty
                {
                    InsightsEnabled = input.Insights,
                    NotificationsEnabled = input.Insights && input.InsightNotifications,
                },
            });
        }
    }

    private static TraceGroup Group(string stage, string key, string filter) => new(key, NameOf(stage, key), filter);
}
