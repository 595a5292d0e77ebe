using System.Collections.Concurrent;
using Amazon.Runtime.Telemetry;
using Amazon.Runtime.Telemetry.Tracing;

namespace Lego.Lambda.Runtime.AwsSdk;

/// <summary>Tracers that start our activities in front of another provider's spans.</summary>
internal sealed class AwsSdkTracerProvider(TracerProvider inner) : TracerProvider
{
    private const string Prefix = TelemetryConstants.TelemetryScopePrefix + ".";

    // The SDK asks for a tracer with every span; it has one scope for each service.
    private readonly ConcurrentDictionary<string, Tracer> _tracers = new(StringComparer.Ordinal);

    public override Tracer GetTracer(string scope) =>
        _tracers.GetOrAdd(scope, static (name, provider) => Instrument(name, provider.GetTracer(name)), inner);

    public override Tracer GetTracer(string scope, Attributes attributes) => Instrument(scope, inner.GetTracer(scope, attributes));

    /// <summary>
    /// A scope is <c>AWSSDK.</c> and the id of a service, which has no dot. The layers above the clients, such as <c>AWSSDK.S3.Transfer</c>,
    /// call no service themselves; their operations would hide those that do.
    /// </summary>
    private static Tracer Instrument(string scope, Tracer tracer) =>
        scope.AsSpan(Math.Min(scope.Length, Prefix.Length)).Contains('.') ? tracer : new AwsSdkTracer(tracer);
}
