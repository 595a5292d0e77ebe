using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Sampling;

/// <summary>Decides whether the trace of a request is kept.</summary>
/// <remarks>
/// One object serves all requests of a process at the same time. A decision never throws, never waits and allocates nothing.
/// </remarks>
public interface ISampler
{
    /// <summary>Decides for one request; call it once for each, since every call counts.</summary>
    /// <param name="request">What rules are matched against.</param>
    /// <param name="upstream">What the trace header says.</param>
    SamplingDecision Decide(in SamplingRequest request, SampleDecision upstream);
}
