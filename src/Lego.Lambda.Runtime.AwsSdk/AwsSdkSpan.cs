using System.Diagnostics;
using Amazon.Runtime.Telemetry;
using Amazon.Runtime.Telemetry.Tracing;

namespace Lego.Lambda.Runtime.AwsSdk;

/// <summary>An operation: our activity, and the span of the provider that was there before.</summary>
internal sealed class AwsSdkSpan : TraceSpan
{
    private readonly TraceSpan _inner;
    private readonly Activity _activity;
    private readonly AwsCall _call;

    public AwsSdkSpan(TraceSpan inner, Activity activity)
    {
        Name = inner.Name;
        _inner = inner;
        _activity = activity;
        _call = AwsCall.Start(activity);
    }

    public override void EmitEvent(string name, Attributes? attributes = null) => _inner.EmitEvent(name, attributes);

    public override void SetAttribute(string key, object value)
    {
        if (key == TelemetryConstants.RequestIdAttributeKey)
        {
            _call.RequestId = value as string;
        }

        _inner.SetAttribute(key, value);
    }

    public override void SetStatus(SpanStatus status) => _inner.SetStatus(status);

    public override void RecordException(Exception exception, Attributes? attributes = null)
    {
        _call.Fail(_activity, exception);
        _inner.RecordException(exception, attributes);
    }

    public override void End()
    {
        _inner.End();
        _activity.Stop();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _activity.Stop();
        }

        base.Dispose(disposing);
    }
}
