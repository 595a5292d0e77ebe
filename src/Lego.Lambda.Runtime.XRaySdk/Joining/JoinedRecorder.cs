using Amazon.XRay.Recorder.Core;
using Amazon.XRay.Recorder.Core.Exceptions;
using Amazon.XRay.Recorder.Core.Internal.Utils;
using Amazon.XRay.Recorder.Core.Strategies;
using RecorderSubsegment = Amazon.XRay.Recorder.Core.Internal.Entities.Subsegment;

namespace Lego.Lambda.Runtime.XRaySdk.Joining;

/// <summary>
/// The recorder that replaces <see cref="AWSXRayRecorder.Instance"/>. Inside an invocation that is recorded it does by itself what the
/// original does in one way inside Lambda and in another way outside; inside one that is not recorded it is switched off, which is the
/// cheapest the recorder knows.
/// </summary>
internal sealed class JoinedRecorder : AWSXRayRecorder
{
    private readonly ContextMissingStrategy _contextMissing;

    internal JoinedRecorder(AWSXRayRecorder replaced)
    {
        var unused = Emitter;
        Emitter = replaced.Emitter;
        unused.Dispose();
        SamplingStrategy = replaced.SamplingStrategy;
        Origin = replaced.Origin;
        RuntimeContext = replaced.RuntimeContext;
        XRayOptions = replaced.XRayOptions;
        ExceptionSerializationStrategy = new JoinedExceptions(replaced.ExceptionSerializationStrategy);
        StreamingStrategy = replaced.StreamingStrategy = new JoinedStreaming(replaced.StreamingStrategy);
        TraceContext = replaced.TraceContext = new JoinedTraceContext(replaced.TraceContext);
        _contextMissing = replaced.ContextMissingStrategy;
    }

    /// <summary>Puts back what the recorder resets when it takes a new instance.</summary>
    internal void Restore(XRayOptions options) => (XRayOptions, ContextMissingStrategy) = (options, _contextMissing);

    public override bool IsTracingDisabled() => base.IsTracingDisabled() || JoinedTraceContext.IsUnrecorded;

    public override void BeginSubsegment(string name, DateTime? timestamp = null)
    {
        if (IsTracingDisabled())
        {
            return;
        }

        if (JoinedTraceContext.Current is not { } current)
        {
            base.BeginSubsegment(name, timestamp);
            return;
        }

        var subsegment = new RecorderSubsegment(name);
        try
        {
            current.Entity.AddSubsegment(subsegment);
        }
        catch (EntityNotAvailableException)
        {
            // Ended by parallel work since it was looked up.
            return;
        }

        subsegment.Sampled = current.Entity.Sampled;
        subsegment.SetStartTime(timestamp ?? TimeProvider.System.GetUtcNow().UtcDateTime);
        TraceContext.SetEntity(subsegment);
    }

    public override void EndSubsegment(DateTime? timestamp = null)
    {
        if (IsTracingDisabled())
        {
            return;
        }

        if (JoinedTraceContext.Current is not { } current)
        {
            base.EndSubsegment(timestamp);
        }
        else if (current.Entity is RecorderSubsegment subsegment)
        {
            subsegment.SetEndTime(timestamp ?? TimeProvider.System.GetUtcNow().UtcDateTime);
            subsegment.IsInProgress = false;
            TraceContext.SetEntity(subsegment.Parent);
            subsegment.Release();
        }
    }
}
