using System.Diagnostics;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.Tracing;

/// <content>Handing the trace on to whom is called.</content>
public sealed partial class Subsegment
{
    /// <summary>The subsegment that calls when a request is sent under an activity: the call that took it up, or the activity's own.</summary>
    internal static Subsegment? CallerOf(Activity activity) => (OpenPart.Of(activity)?.Taker ?? Of(activity))?.Standing;

    /// <summary>
    /// The header for a request below this subsegment. Its Parent is the node that the request is part of, so that the callee's segment
    /// takes the node's place on the service map.
    /// </summary>
    internal TraceHeader HandOn(out ActivitySpanId spanId)
    {
        var trace = Trace!;
        lock (_gate)
        {
            var isNode = Call is { IsNode: true };
            var isCallOf = isNode || Call?.Takes(DependencyKind.Http) == true;
            spanId = isCallOf && !isNode ? ActivitySpanId.CreateFromString(CallIds.Of(Id)) : SpanId;
            // Who is not sampled sends nothing; a node that waits for it would look broken.
            if (isCallOf && trace.IsSampled)
            {
                Call!.IsTraced = true;
            }
        }

        var sampled = trace.IsSampled ? SampleDecision.Sampled : SampleDecision.NotSampled;
        return new TraceHeader(trace.Header.TraceId, spanId, sampled) { Others = trace.Header.Others };
    }
}
