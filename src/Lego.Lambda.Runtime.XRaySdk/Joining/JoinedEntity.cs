using System.Runtime.CompilerServices;
using Amazon.XRay.Recorder.Core.Internal.Entities;
using Lego.Lambda.Runtime.Tracing;
using RecorderSubsegment = Amazon.XRay.Recorder.Core.Internal.Entities.Subsegment;
using SampleDecision = Amazon.XRay.Recorder.Core.Sampling.SampleDecision;
using Subsegment = Lego.Lambda.Runtime.Tracing.Subsegment;

namespace Lego.Lambda.Runtime.XRaySdk.Joining;

/// <summary>One of the recorder's entities and the subsegment of our trace that it is.</summary>
internal sealed class JoinedEntity : IAdoptedWork
{
    private static readonly ConditionalWeakTable<Entity, JoinedEntity> Known = [];

    private readonly Subsegment _subsegment;
    private volatile bool _hasEnded;

    private JoinedEntity(Entity entity, Subsegment subsegment)
    {
        Entity = entity;
        _subsegment = subsegment;
    }

    internal Entity Entity { get; }

    internal bool HasEnded => _hasEnded;

    internal static JoinedEntity? Find(Entity entity) => Known.TryGetValue(entity, out var found) ? found : null;

    /// <summary>The entity of a subsegment; one that our own calls started gets its entity now.</summary>
    internal static JoinedEntity? Of(Subsegment subsegment)
    {
        var work = subsegment.Adopted ?? Attach(new JoinedSegment(subsegment.Trace!.TraceId, subsegment.Id), subsegment);
        if (work is not JoinedEntity joined)
        {
            return null;
        }

        if (joined.Entity is JoinedSegment segment)
        {
            // EndSegment closes what it gets; ours ends with its subsegment only.
            segment.IsInProgress = true;
        }

        return joined;
    }

    /// <summary>Starts our side of a subsegment that the recorder has just begun.</summary>
    internal static void Begin(RecorderSubsegment begun, JoinedEntity enclosing)
    {
        var subsegment = Subsegment.StartAdopted(enclosing._subsegment, begun.Name, UnixTime.ToUtc(begun.StartTime));
        if (subsegment.IsRecorded)
        {
            // Goes into the headers of downstream calls.
            begun.Id = subsegment.Id;
            Attach(begun, subsegment);
        }
    }

    internal void MakeCurrent()
    {
        if (!_hasEnded && !_subsegment.Trace!.IsClosed)
        {
            _subsegment.MakeCurrent();
        }
    }

    internal void End()
    {
        _hasEnded = true;
        DescribeCause();
        _subsegment.Dispose();
    }

    public void CopyTo(Subsegment subsegment)
    {
        if (Entity.Sampled != SampleDecision.Sampled)
        {
            subsegment.Discard();
            return;
        }

        try
        {
            DescribeCause();
            subsegment.Mark(OutcomeOf(Entity));
            RecordedValues.Copy(Entity, subsegment);
        }
#pragma warning disable CA1031 // Whatever code put into the entity must not fail the request whose trace this is.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            subsegment.AddMetadata("recorder", $"[not readable: {exception.GetType().Name}]", "trace");
        }

        if (_hasEnded && UnixTime.ToUtc(Entity.EndTime) is { } end)
        {
            subsegment.MoveEnd(end);
        }
    }

    private static IAdoptedWork Attach(Entity entity, Subsegment subsegment)
    {
        var joined = new JoinedEntity(entity, subsegment);
        // Known before it can be seen by parallel work.
        Known.Add(entity, joined);
        return subsegment.Adopt(joined);
    }

    private static Outcome OutcomeOf(Entity entity) =>
        (entity.HasError ? Outcome.Error : Outcome.Ok)
        | (entity.IsThrottled ? Outcome.Error | Outcome.Throttle : Outcome.Ok)
        | (entity.HasFault ? Outcome.Fault : Outcome.Ok);

    /// <summary>As soon as the work has ended: an exception is described where it is recorded first and named by its id further out.</summary>
    private void DescribeCause()
    {
        if (Entity.Cause?.ExceptionDescriptors?.FirstOrDefault()?.Exception is { } exception)
        {
            _subsegment.SetCause(exception);
        }
    }
}
