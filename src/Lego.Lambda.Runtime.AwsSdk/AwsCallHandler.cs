using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.AwsSdk;

/// <summary>Hands the SDK's state of an operation to what is recorded of it, and tells the service which subsegment calls it.</summary>
internal sealed class AwsCallHandler : PipelineHandler
{
    public override void InvokeSync(IExecutionContext executionContext)
    {
        Observe(executionContext);
        base.InvokeSync(executionContext);
    }

    public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        Observe(executionContext);
        return base.InvokeAsync<T>(executionContext);
    }

    private static void Observe(IExecutionContext context)
    {
        if (AwsCall.Current(out var operation) is not { } call)
        {
            return;
        }

        try
        {
            call.Context = context;
            if (context.RequestContext.Request is { } request)
            {
                call.BodyResource = AwsResources.ReadBody(context.RequestContext.ServiceMetaData?.ServiceId, request);
                AwsTraceHeader.Write(request.Headers, Subsegment.Find(operation));
            }
        }
#pragma warning disable CA1031 // What can't be read of a request must not keep it from being sent.
        catch (Exception)
#pragma warning restore CA1031
        {
            call.BodyResource = null;
        }
    }
}
