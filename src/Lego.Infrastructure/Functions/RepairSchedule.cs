using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Scheduler;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Functions;

/// <summary>Calls the migrations for a repair, again and again.</summary>
internal sealed class RepairSchedule : Construct
{
    // One that does not get through for so long is left to the next.
    private const int PatienceSeconds = 3600;

    public RepairSchedule(Construct scope, StageSettings settings, Function migrations)
        : base(scope, "Repair")
    {
        var hours = settings.Repair.ScheduleHours;
        var role = new Role(this, "Role", new RoleProps
        {
            // Of this account alone. Source: EventBridge Scheduler user guide, "Confused deputy prevention".
            AssumedBy = new ServicePrincipal("scheduler.amazonaws.com", new ServicePrincipalOpts
            {
                Conditions = new Dictionary<string, object>
                {
                    ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Stack.Of(this).Account },
                },
            }),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["schedule"] = new(new PolicyDocumentProps { Statements = [CommonGrants.Allow(["lambda:InvokeFunction"], migrations.FunctionArn)] }),
            },
        });
        _ = new CfnSchedule(this, "Schedule", new CfnScheduleProps
        {
            Name = $"{StageNames.Prefix(settings.Stage)}-repair",
            Description = "Makes the indices what the rows say, and deletes objects that no row refers to",
            ScheduleExpression = hours == 1 ? "rate(1 hour)" : $"rate({hours} hours)",
            FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "OFF" },
            Target = new CfnSchedule.TargetProperty
            {
                Arn = migrations.FunctionArn,
                RoleArn = role.RoleArn,
                Input = """{"repair":true}""",
                RetryPolicy = new CfnSchedule.RetryPolicyProperty { MaximumEventAgeInSeconds = PatienceSeconds },
            },
        });
    }
}
