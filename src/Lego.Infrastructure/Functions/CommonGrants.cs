using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Functions;

/// <summary>What every function of a stage needs, whatever it does.</summary>
internal static class CommonGrants
{
    // Lambda itself makes the network interfaces, with the function's role.
    // Source: AWS Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC".
    private static readonly string[] NetworkInterfaces =
    [
        "ec2:CreateNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:DeleteNetworkInterface",
        "ec2:AssignPrivateIpAddresses",
        "ec2:UnassignPrivateIpAddresses",
    ];

    /// <param name="scope">Where the function is.</param>
    /// <param name="settings">The stage.</param>
    /// <param name="function">Id of the function.</param>
    public static IEnumerable<PolicyStatement> Of(Construct scope, StageSettings settings, string function)
    {
        yield return Allow(
            ["logs:CreateLogStream", "logs:PutLogEvents"],
            Arn(scope, "logs", "log-group", $"{StageNames.LogGroup(settings.Stage, function)}:*"));
        yield return Allow([.. Tracing(settings.EntryPoint)], "*");
        yield return Allow(NetworkInterfaces, "*");
        // The same for the code that runs in the function, which has no use for it.
        yield return new PolicyStatement(new PolicyStatementProps
        {
            Effect = Effect.DENY,
            Actions = NetworkInterfaces,
            Resources = ["*"],
            Conditions = new Dictionary<string, object>
            {
                ["ArnEquals"] = new Dictionary<string, object>
                {
                    ["lambda:SourceFunctionArn"] = Arn(scope, "lambda", "function", StageNames.Function(settings.Stage, function)),
                },
            },
        });
    }

    public static PolicyStatement Allow(string[] actions, params string[] resources) =>
        new(new PolicyStatementProps { Actions = actions, Resources = resources });

    private static string Arn(Construct scope, string service, string resource, string name) => Stack.Of(scope).FormatArn(new ArnComponents
    {
        Service = service,
        Resource = resource,
        ResourceName = name,
        ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
    });

    private static IEnumerable<string> Tracing(EntryPoint entryPoint)
    {
        yield return "xray:PutTraceSegments";
        yield return "xray:PutTelemetryRecords";
        if (entryPoint == EntryPoint.HttpApi)
        {
            // Here the function decides what is traced, by the account's rule where it can be had.
            yield return "xray:GetSamplingRules";
            yield return "xray:GetSamplingTargets";
        }
    }
}
