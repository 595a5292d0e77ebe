using Amazon.CDK.AWS.CodeDeploy;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using Lego.Functions;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Functions;

/// <summary>Moves the aliases of a stage to new versions bit by bit, and back when a version fails.</summary>
internal sealed class GradualRollout
{
    private readonly StageSettings _settings;
    private readonly LambdaApplication _application;
    private readonly IRole _role;

    public GradualRollout(Construct scope, StageSettings settings)
    {
        _settings = settings;
        _application = new LambdaApplication(scope, "Rollout", new LambdaApplicationProps { ApplicationName = StageNames.Prefix(settings.Stage) });
        _role = Role(scope, settings.Stage).WithoutPolicyUpdates();
    }

    public void Add(Construct scope, FunctionDefinition function, Alias alias) => _ = new LambdaDeploymentGroup(scope, "Rollout", new LambdaDeploymentGroupProps
    {
        Application = _application,
        DeploymentGroupName = StageNames.Function(_settings.Stage, function.Id),
        Alias = alias,
        Role = _role,
        DeploymentConfig = Config(_settings.Functions.Rollout),
        Alarms = RollbackAlarms.Create(scope, _settings, function),
        AutoRollback = new AutoRollbackConfig { FailedDeployment = true, StoppedDeployment = true, DeploymentInAlarm = true },
    });

    private static ILambdaDeploymentConfig Config(Rollout rollout) => rollout switch
    {
        Rollout.Canary10Percent5Minutes => LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
        Rollout.Canary10Percent10Minutes => LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES,
        Rollout.Canary10Percent15Minutes => LambdaDeploymentConfig.CANARY_10PERCENT_15MINUTES,
        Rollout.Linear10PercentEvery1Minute => LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE,
        Rollout.Linear10PercentEvery3Minutes => LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_3MINUTES,
        _ => throw new ArgumentOutOfRangeException(nameof(rollout), rollout, "This rollout is not gradual."),
    };

    /// <summary>One role for all groups, with less than AWS's own policy grants. Source: AWS CodeDeploy user guide, "AWSCodeDeployRoleForLambdaLimited".</summary>
    private static Role Role(Construct scope, string stage)
    {
        var stack = Amazon.CDK.Stack.Of(scope);
        var functions = stack.FormatArn(new Amazon.CDK.ArnComponents
        {
            Service = "lambda",
            Resource = "function",
            ResourceName = StageNames.Function(stage, "*"),
            ArnFormat = Amazon.CDK.ArnFormat.COLON_RESOURCE_NAME,
        });
        return new Role(scope, "RolloutRole", new RoleProps
        {
            AssumedBy = new ServicePrincipal("codedeploy.amazonaws.com"),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["rollout"] = new(new PolicyDocumentProps
                {
                    Statements =
                    [
                        CommonGrants.Allow(["lambda:GetAlias", "lambda:UpdateAlias", "lambda:GetProvisionedConcurrencyConfig"], functions),
                        CommonGrants.Allow(["cloudwatch:DescribeAlarms"], "*"),
                    ],
                }),
            },
        });
    }
}
