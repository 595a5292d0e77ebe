using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Sampling;

/// <summary>Decides whether an invocation is sampled.</summary>
public interface ISampler
{
    /// <summary>Decides for one invocation; safe to call from several threads, never throws and never waits.</summary>
    /// <param name="request">What rules are matched against.</param>
    /// <param name="upstream">The caller's decision.</param>
    SamplingDecision Decide(in SamplingRequest request, SampleDecision upstream);
}
