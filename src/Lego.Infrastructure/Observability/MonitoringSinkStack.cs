using Amazon.CDK;
using Amazon.CDK.AWS.Oam;
using Constructs;

namespace Lego.Infrastructure.Observability;

/// <summary>
/// For the account that watches the others: the sink that stages link to by their setting <c>monitoringSinkArn</c>. An account has one
/// sink in a region. Source: CloudWatch user guide, "Link monitoring accounts with source accounts".
/// </summary>
internal sealed class MonitoringSinkStack : Stack
{
    /// <param name="scope">The application.</param>
    /// <param name="id">Name of the stack.</param>
    /// <param name="sourceAccounts">Accounts that may link, 12 digits each.</param>
    /// <param name="props">Account and region of the sink.</param>
    /// <exception cref="ArgumentException">There is no account, or one has not 12 digits.</exception>
    public MonitoringSinkStack(Construct scope, string id, IReadOnlyList<string> sourceAccounts, IStackProps? props = null)
        : base(scope, id, props)
    {
        ArgumentNullException.ThrowIfNull(sourceAccounts);
        if (sourceAccounts.Count == 0 || sourceAccounts.Any(account => account.Length != 12 || !account.All(char.IsAsciiDigit)))
        {
            throw new ArgumentException("Source accounts have to be given, with 12 digits each.", nameof(sourceAccounts));
        }

        var sink = new CfnSink(this, "Sink", new CfnSinkProps { Name = "lego-api-monitoring", Policy = Policy(sourceAccounts) });
        _ = new CfnOutput(this, "MonitoringSinkArn", new CfnOutputProps { Value = sink.AttrArn, Description = "For the setting monitoringSinkArn" });
    }

    /// <summary>What stages share.</summary>
    internal static IReadOnlyList<string> SharedTypes { get; } = ["AWS::CloudWatch::Metric", "AWS::Logs::LogGroup", "AWS::XRay::Trace"];

    private static Dictionary<string, object> Policy(IReadOnlyList<string> sourceAccounts) => new()
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new object[]
        {
            new Dictionary<string, object>
            {
                ["Effect"] = "Allow",
                ["Principal"] = new Dictionary<string, object> { ["AWS"] = sourceAccounts.ToArray() },
                ["Action"] = new[] { "oam:CreateLink", "oam:UpdateLink" },
                ["Resource"] = "*",
                ["Condition"] = new Dictionary<string, object>
                {
                    ["ForAllValues:StringEquals"] = new Dictionary<string, object> { ["oam:ResourceTypes"] = SharedTypes.ToArray() },
                },
            },
        },
    };
}
