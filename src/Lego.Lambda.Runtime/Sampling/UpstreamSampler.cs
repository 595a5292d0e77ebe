using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Sampling;

/// <summary>Has no opinion of its own: what the caller sampled is sampled, and nothing else.</summary>
public sealed class UpstreamSampler : ISampler
{
    private UpstreamSampler()
    {
    }

    /// <summary>The one instance.</summary>
    public static UpstreamSampler Instance { get; } = new();

    /// <inheritdoc/>
    public SamplingDecision Decide(in SamplingRequest request, SampleDecision upstream) => new(upstream == SampleDecision.Sampled, "");
}
