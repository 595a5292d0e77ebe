using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Oam;
using Constructs;
using Lego.Infrastructure.Observability.Alarms;
using Lego.Infrastructure.Observability.Dashboards;
using Lego.Infrastructure.Observability.Traces;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Observability;

/// <summary>
/// What shows and tells how a stage is: sampling rules, groups of traces, alarms, a dashboard and saved queries; and, where the stage says
/// so, the link through which another account reads all of it.
/// </summary>
/// <remarks>
/// Traces are kept for 30 days: X-Ray's retention is fixed. They go to X-Ray and not to CloudWatch's Transaction Search, which would keep
/// them as log lines of the group <c>aws/spans</c> for as long as that says, and take away the calls that read whole traces.
/// Source: AWS X-Ray endpoints and quotas; CloudWatch user guide, "Transaction Search".
/// </remarks>
internal sealed class ObservabilityStack : Stack
{
    public ObservabilityStack(Construct scope, string id, ObservabilityInput input, IStackProps? props = null)
        : base(scope, id, props)
    {
        ArgumentNullException.ThrowIfNull(input);
        Check(input);
        var links = new ConsoleLinks(Region);
        TraceSamplingRules.Create(this, input);
        TraceGroups.Create(this, input);
        SavedQueries.Create(this, input);

        AlarmTopicArn = AlarmTopic.Create(this, input).TopicArn;
        var alarms = AlarmSet.Create(this, input, links, AlarmTopicArn);
        DashboardUrl = links.Dashboard(StageNames.Dashboard(input.Name));
        _ = new CfnDashboard(this, "Dashboard", new CfnDashboardProps
        {
            DashboardName = StageNames.Dashboard(input.Name),
            DashboardBody = StageDashboard.Body(input, Region, Account, links, alarms),
        });
        if (input.Stage.MonitoringSinkArn is { } sink)
        {
            Share(sink);
        }

        _ = new CfnOutput(this, nameof(DashboardUrl), new CfnOutputProps { Value = DashboardUrl, Description = "Dashboard of the stage" });
        _ = new CfnOutput(this, nameof(AlarmTopicArn), new CfnOutputProps { Value = AlarmTopicArn, Description = "Topic of the alarms" });
    }

    /// <summary>Address of the dashboard.</summary>
    public string DashboardUrl { get; }

    /// <summary>The topic that alarms are sent to.</summary>
    public string AlarmTopicArn { get; }

    private static void Check(ObservabilityInput input)
    {
        foreach (var domain in FunctionDomain.All)
        {
            if (input.Functions.All(function => function.Id != domain.BusiestFunction))
            {
                throw new ArgumentException($"Functions has no '{domain.BusiestFunction}', by which is seen whether {domain.Title} has traces.", nameof(input));
            }
        }
    }

    // Source: CloudWatch user guide, "CloudWatch cross-account observability"; the sink's policy has to let this account link.
    private void Share(string sink) => _ = new CfnLink(this, "MonitoringLink", new CfnLinkProps
    {
        SinkIdentifier = sink,
        LabelTemplate = "$AccountName",
        ResourceTypes = [.. MonitoringSinkStack.SharedTypes],
    });
}
