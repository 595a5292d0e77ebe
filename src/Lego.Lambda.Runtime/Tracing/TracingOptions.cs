using System.Text.Json.Serialization.Metadata;
using Lego.Lambda.Runtime.Propagation;
using Lego.Lambda.Runtime.Sampling;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>Which invocations are traced, and how. Part of <see cref="HandlerOptions"/>; the defaults obey the caller and keep what failed or was slow.</summary>
public sealed record TracingOptions
{
    /// <summary>Decides which invocations are sampled.</summary>
    public ISampler Sampler { get; init; } = UpstreamSampler.Instance;

    /// <summary>What is kept of the invocations that are not sampled.</summary>
    public KeepPolicy Keep { get; init; } = KeepPolicy.Errors | KeepPolicy.Slow | KeepPolicy.Forced;

    /// <summary>From which duration an invocation is slow. A function may have its own: see <c>TracedHandler.SlowAfter</c>.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Which calls of <see cref="TraceCalls"/> are recorded; fewer make traces smaller where one dependency is called very often.</summary>
    public TracedCalls Calls { get; init; } = TracedCalls.All;

    /// <summary>Who writes the function's segment.</summary>
    public SegmentSource Segment { get; init; } = SegmentSource.Automatic;

    /// <summary>
    /// Hosts to which outgoing HTTP requests hand the trace on, by <c>X-Amzn-Trace-Id</c> and <c>traceparent</c>: names without a port, in
    /// which <c>*</c> stands for any characters, for example <c>*.internal.example.com</c>. Default: none. A trace id tells a stranger how
    /// requests of ours hang together, so only hosts of our own belong here.
    /// </summary>
    /// <exception cref="ArgumentException">An entry is no host pattern.</exception>
    public IReadOnlyList<string> PropagateTo
    {
        get;
        init => field = HostPatterns.Check(value);
    } = [];

    /// <summary>Type information for objects that are added as metadata; null where only plain values, lists and dictionaries are.</summary>
    public IJsonTypeInfoResolver? MetadataTypes { get; init; }
}
