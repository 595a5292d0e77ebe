using System.Diagnostics;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.Tracing;

/// <content>Handing the trace on to whom is called.</content>
public sealed partial class Subsegment
{
    /// <summary>The subsegment that calls when a request is sent under an activity: the call that took it up, or the activity's own.</summary>
    internal static Subsegment? CallerOf(Activity activity) => (CallPart.Of(activity)?.Taker ?? Of(activity))?.Standing;

    /// <summary>
    /// The trace header for what this call calls. Null unless the trace is sent in any case: who is called must not record for nothing.
    /// </summary>
    internal TraceHeader? CalleeHeader() => Trace is { IsSampled: true } ? HeaderFor(NodeId) : null;

    /// <summary>
    /// The header for a request below this subsegment. Its Parent is the node that the request is part of, so that the callee's segment
    /// takes the node's place on the service map.
    /// </summary>
    /// <param name="spanId">The parent in W3C's header: the call itself, which is one span where X-Ray is told two subsegments.</param>
    internal TraceHeader HandOn(out ActivitySpanId spanId)
    {
        spanId = SpanId;
        using (_gate.Enter())
        {
            var isPartOfCall = Call is { IsNode: true } || Call?.Takes(DependencyKind.Http) == true;
            // Who is not sampled sends nothing; a node that waits for it would look broken.
            if (isPartOfCall && Trace!.IsSampled)
            {
                Call!.IsTraced = true;
            }

            return HeaderFor(isPartOfCall ? NodeId : SpanId);
        }
    }

    private ActivitySpanId NodeId => IdOf(Call is { IsNode: false } ? CallIds.Of(IdValue) : IdValue);

    private TraceHeader HeaderFor(ActivitySpanId parent) =>
        new(Trace!.Header.TraceId, parent, Trace.IsSampled ? SampleDecision.Sampled : SampleDecision.NotSampled) { Others = Trace.Header.Others };
}
