using Amazon.CDK;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure;

/// <summary>A stack of a stage: its name, its tags, and availability zones that synthesis need not ask AWS for.</summary>
internal abstract class StageStack : Stack
{
    /// <param name="scope">The app.</param>
    /// <param name="settings">The stage.</param>
    /// <param name="part">Last part of the stack's name.</param>
    /// <param name="description">What the stack holds, in a sentence.</param>
    protected StageStack(Construct scope, StageSettings settings, string part, string description)
        : base(scope, StageNames.Stack(settings.Stage, part), Props(settings, part, description))
    {
    }

    /// <summary>The region's own zones, told by CloudFormation when it deploys.</summary>
    public override string[] AvailabilityZones => [.. Enumerable.Range(0, 3).Select(zone => Fn.Select(zone, Fn.GetAzs()))];

    /// <summary>What all stacks of a stage have in common.</summary>
    public static StackProps Props(StageSettings settings, string part, string description) => new()
    {
        StackName = StageNames.Stack(settings.Stage, part),
        Description = description,
        Env = new Amazon.CDK.Environment { Account = settings.Account, Region = settings.Region },
        TerminationProtection = settings.DeletionProtection,
        AnalyticsReporting = false,
        Tags = new Dictionary<string, string> { ["application"] = "lego-api", ["stage"] = settings.Stage },
    };

    /// <summary>Adds an output that tools read from the file of <c>cdk deploy --outputs-file</c>.</summary>
    protected void Output(string name, string value, string description) =>
        _ = new CfnOutput(this, name, new CfnOutputProps { Value = value, Description = description });
}
