using System.Diagnostics;
using Amazon.Runtime.Telemetry;
using Amazon.Runtime.Telemetry.Tracing;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.AwsSdk;

/// <summary>Starts an activity for each operation that is recorded; all other spans are the inner tracer's alone.</summary>
internal sealed class AwsSdkTracer(Tracer inner) : Tracer
{
    private static readonly ActivitySource Source = new(AwsSdkInstrumentation.SourceName);

    public override TraceSpan CreateSpan(
        string name, Attributes? initialAttributes = null, SpanKind spanKind = SpanKind.INTERNAL, SpanContext? parentContext = null)
    {
        // An operation is the one span of kind client; attempts, signing and compression are parts of it. Asking a source allocates even
        // where all listeners decline.
        var activity = spanKind == SpanKind.CLIENT && Subsegment.IsRecording ? Source.CreateActivity(name, ActivityKind.Client) : null;
        if (activity is not null)
        {
            Start(activity, initialAttributes);
        }

        var span = inner.CreateSpan(name, initialAttributes, spanKind, parentContext);
        return activity is null ? span : new AwsSdkSpan(span, activity);
    }

    private static void Start(Activity activity, Attributes? attributes)
    {
        // Before it starts, so that listeners know from the start what is called.
        foreach (var (key, value) in attributes?.AllAttributes ?? [])
        {
            activity.SetTag(key, value);
        }

        activity.Start();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
