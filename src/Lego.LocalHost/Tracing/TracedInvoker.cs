using Lego.Functions;
using Lego.LocalHost.RuntimeApi;

namespace Lego.LocalHost.Tracing;

/// <summary>
/// Lambda in active tracing mode around the Runtime API: it decides where nobody has, gives the function a header whose parent is the
/// function's segment, and writes its two segments when the invocation has ended.
/// </summary>
public sealed class TracedInvoker(RuntimeApiServer runtimeApi, ISegmentSink sink, Sampler sampler, TimeProvider clock)
{
    private readonly LambdaSegments _segments = new(runtimeApi.Region, runtimeApi.AccountId);

    public async Task<InvocationResult> InvokeAsync(
        FunctionDefinition function, ReadOnlyMemory<byte> eventJson, TraceContext caller, CancellationToken cancellationToken)
    {
        var sampled = sampler.Decide(caller);
        var traceId = caller.Root ?? TraceContext.NewTraceId(clock.GetUtcNow());
        var serviceId = TraceContext.NewSegmentId();
        var functionId = TraceContext.NewSegmentId();
        var header = new TraceContext(traceId, functionId, sampled ? "1" : "0", caller.Others);
        var result = await runtimeApi.InvokeAsync(function, eventJson, header.ToString(), cancellationToken);
        if (sampled)
        {
            var invocation = new TracedInvocation(function, traceId, caller.Root is null ? null : caller.Parent, serviceId, functionId, result);
            sink.Send(_segments.Service(invocation));
            sink.Send(_segments.Function(invocation));
        }

        return result;
    }
}
