using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using Lego.Infrastructure.Data;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Functions;

/// <summary>A function with what belongs to each: its log group and its role.</summary>
internal static class LambdaFunction
{
    /// <param name="scope">Where it belongs.</param>
    /// <param name="settings">The stage.</param>
    /// <param name="data">For the network.</param>
    /// <param name="shape">What is of this function alone.</param>
    public static Function Create(Construct scope, StageSettings settings, DataStack data, LambdaShape shape)
    {
        var logs = StageLogGroup.Create(scope, settings, StageNames.LogGroup(settings.Stage, shape.Id));
        var role = new Role(scope, "Role", new RoleProps
        {
            AssumedBy = new ServicePrincipal("lambda.amazonaws.com"),
            InlinePolicies = new Dictionary<string, PolicyDocument> { ["function"] = shape.Policy },
        });
        var function = new Function(scope, "Function", new FunctionProps
        {
            FunctionName = StageNames.Function(settings.Stage, shape.Id),
            Description = shape.Description,
            Code = shape.Code,
            Handler = DeploymentPackage.Handler(shape.Assembly, settings.Functions),
            Runtime = DeploymentPackage.Runtime(settings.Functions),
            Architecture = DeploymentPackage.Architecture(settings.Functions),
            MemorySize = shape.MemoryMb,
            Timeout = Duration.Seconds(shape.TimeoutSeconds),
            // Without, since constructs would add what this policy has already, and with wildcards.
            Role = role.WithoutPolicyUpdates(),
            Environment = shape.Environment,
            Tracing = Tracing.ACTIVE,
            LogGroup = logs,
            LoggingFormat = LoggingFormat.JSON,
            ApplicationLogLevelV2 = LogFilter(settings.Functions.LogLevel),
            SystemLogLevelV2 = SystemLogLevel.INFO,
            Vpc = data.Network.Vpc,
            VpcSubnets = data.Network.Functions,
            SecurityGroups = [shape.Group],
            RetryAttempts = shape.RetryAttempts,
        });
        if (settings.Functions.SnapStart)
        {
            ((CfnFunction)function.Node.DefaultChild!).AddPropertyOverride("SnapStart", new Dictionary<string, object> { ["ApplyOn"] = "PublishedVersions" });
        }

        return function;
    }

    /// <summary>Lambda's own filter, never stricter than INFO: metric lines have no level and count as INFO. The rest is left to the function's logger.</summary>
    private static ApplicationLogLevel LogFilter(string level) => level switch
    {
        "TRACE" => ApplicationLogLevel.TRACE,
        "DEBUG" => ApplicationLogLevel.DEBUG,
        _ => ApplicationLogLevel.INFO,
    };
}
