using System.Collections.Concurrent;
using Amazon.Runtime.Telemetry;
using Amazon.Runtime.Telemetry.Tracing;

namespace Lego.Lambda.Runtime.AwsSdk.Tests;

/// <summary>A telemetry provider of an application; all its spans are one object.</summary>
internal sealed class RecordingProvider : DefaultTelemetryProvider
{
    public RecordingProvider() => RegisterTracerProvider(new Provider(this));

    public ConcurrentBag<string> Names { get; } = [];

    public RecordedSpan Span { get; } = new();

    private sealed class Provider(RecordingProvider owner) : TracerProvider
    {
        public override Tracer GetTracer(string scope) => new RecordingTracer(owner);
    }

    private sealed class RecordingTracer(RecordingProvider owner) : Tracer
    {
        public override TraceSpan CreateSpan(
            string name, Attributes? initialAttributes = null, SpanKind spanKind = SpanKind.INTERNAL, SpanContext? parentContext = null)
        {
            owner.Names.Add(name);
            return owner.Span;
        }
    }

    internal sealed class RecordedSpan : TraceSpan
    {
        private int _exceptions;
        private int _ended;

        public int Exceptions => _exceptions;

        public int Ended => _ended;

        public override void EmitEvent(string name, Attributes? attributes = null)
        {
        }

        public override void SetAttribute(string key, object value)
        {
        }

        public override void SetStatus(SpanStatus status)
        {
        }

        public override void RecordException(Exception exception, Attributes? attributes = null) => Interlocked.Increment(ref _exceptions);

        public override void End() => Interlocked.Increment(ref _ended);

        protected override void Dispose(bool disposing)
        {
            End();
            base.Dispose(disposing);
        }
    }
}
