using Amazon.XRay.Recorder.Core;
using Amazon.XRay.Recorder.Core.Internal.Context;
using Amazon.XRay.Recorder.Core.Internal.Entities;
using Lego.Lambda.Runtime.Logging;
using RecorderSubsegment = Amazon.XRay.Recorder.Core.Internal.Entities.Subsegment;
using SampleDecision = Amazon.XRay.Recorder.Core.Sampling.SampleDecision;
using Subsegment = Lego.Lambda.Runtime.Tracing.Subsegment;

namespace Lego.Lambda.Runtime.XRaySdk.Joining;

/// <summary>
/// Where the recorder finds its current entity. Inside an invocation that is the entity of our current subsegment, so that there is one
/// place only that knows where the running code is; outside it is wherever the recorder kept it before.
/// </summary>
internal sealed class JoinedTraceContext(ITraceContext outside) : ITraceContext
{
    private static readonly AsyncLocal<bool> Cleared = new();

    /// <summary>The current entity of an invocation that is recorded, else null.</summary>
    internal static JoinedEntity? Current
    {
        get
        {
            var subsegment = Subsegment.Current;
            // Ended by code that the current subsegment does not flow back from: what comes now belongs to the enclosing work.
            while (subsegment is { Adopted: JoinedEntity { HasEnded: true }, Parent: { } parent })
            {
                subsegment = parent;
            }

            return subsegment is null ? null : JoinedEntity.Of(subsegment);
        }
    }

    /// <summary>True inside an invocation whose trace is not recorded.</summary>
    internal static bool IsUnrecorded => LogContext.Current is not null && !Subsegment.IsRecording;

    public Entity GetEntity() => Current?.Entity ?? (IsUnrecorded ? Discard() : outside.GetEntity());

    /// <summary>
    /// The recorder calls this for a subsegment that it has just begun, for the parent of one that it has just ended, and for an entity
    /// that code carries from one thread to another.
    /// </summary>
    public void SetEntity(Entity? entity)
    {
        if (entity is null)
        {
            ClearEntity();
        }
        else if (JoinedEntity.Find(entity) is { } known)
        {
            Leave(entity);
            known.MakeCurrent();
        }
        else if (entity is RecorderSubsegment { Parent: { } parent } begun && JoinedEntity.Find(parent) is { } enclosing)
        {
            JoinedEntity.Begin(begun, enclosing);
        }
        else if (Current is null && !IsUnrecorded)
        {
            outside.SetEntity(entity);
        }

        // What is left is a segment that was begun inside an invocation. The invocation has its segment already, so there is none.
        if (Cleared.Value)
        {
            Cleared.Value = false;
        }
    }

    /// <summary>
    /// Inside Lambda the recorder clears an entity whose trace is not that of the environment's header and asks anew, so the answer
    /// must be no once, although the code is inside of an invocation still.
    /// </summary>
    public void ClearEntity()
    {
        if (Current is not null)
        {
            Cleared.Value = true;
        }
        else if (!IsUnrecorded)
        {
            outside.ClearEntity();
        }
    }

    public bool IsEntityPresent() =>
        Current is not null ? !Cleared.Value : !IsUnrecorded && outside.IsEntityPresent();

    public void HandleEntityMissing(IAWSXRayRecorder recorder, Exception e, string message)
    {
        // Inside an invocation it is never the caller's fault that there is nothing to record to.
        if (Current is null && !IsUnrecorded)
        {
            outside.HandleEntityMissing(recorder, e, message);
        }
    }

    /// <summary>Ends the current subsegment of the recorder when it is a child of the entity and the recorder is through with it.</summary>
    private static void Leave(Entity entity)
    {
        if (Current is { Entity: RecorderSubsegment { IsInProgress: false } ended } current && ReferenceEquals(ended.Parent, entity))
        {
            current.End();
        }
    }

    /// <summary>Takes what a recorder writes that was picked up before ours replaced it. Without an id it is in no header.</summary>
    private static RecorderSubsegment Discard() =>
        new("unrecorded") { Id = null, RootSegment = JoinedSegment.Unrecorded, Sampled = SampleDecision.NotSampled };
}
