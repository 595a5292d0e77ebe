using System.Diagnostics;
using Amazon.Runtime;
using Amazon.Runtime.Telemetry;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.AwsSdk;

/// <summary>Reads an operation into a trace.</summary>
internal sealed class AwsSdkMapper : ActivityMapper
{
    internal static readonly AwsSdkMapper Instance = new();

    private AwsSdkMapper()
    {
    }

    public override string SourceName => AwsSdkInstrumentation.SourceName;

    public override DependencyKind Kind => DependencyKind.Aws;

    public override DependencyCall DescribeStart(Activity activity)
    {
        var service = AwsNames.Service(Tag(activity, TelemetryConstants.ServiceAttributeKey) ?? activity.OperationName);
        return new DependencyCall
        {
            Kind = DependencyKind.Aws,
            Name = service,
            AwsOperation = AwsNames.Operation(service, Tag(activity, TelemetryConstants.MethodAttributeKey) ?? activity.OperationName),
        };
    }

    public override DependencyCall Describe(Activity activity)
    {
        var call = DescribeStart(activity);
        AwsCall.Of(activity)?.Describe(call);
        return call;
    }

    public override Outcome OutcomeOf(Activity activity, DependencyCall call)
    {
        var outcome = base.OutcomeOf(activity, call);
        return AwsErrors.IsThrottling(AwsCall.Of(activity)?.Exception) ? outcome | Outcome.Error | Outcome.Throttle : outcome;
    }

    public override void Annotate(Activity activity, Subsegment subsegment)
    {
        if (AwsCall.Of(activity)?.Exception is AmazonServiceException { ErrorCode: { Length: > 0 } code })
        {
            subsegment.AddMetadata("errorCode", code, "aws");
        }
    }

    public override string PartName(Activity activity) => DescribeStart(activity).AwsOperation!;

    private static string? Tag(Activity activity, string key) => activity.GetTagItem(key) as string;
}
