using System.Diagnostics;

namespace Lego.Lambda.Runtime.Tracing;

/// <content>What a subsegment offers to another tracing library that records inside of our traces.</content>
public sealed partial class Subsegment
{
    private IAdoptedWork? _adopted;

    internal IAdoptedWork? Adopted => Volatile.Read(ref _adopted);

    internal AdoptedBlocks? Blocks { get; set; }

    /// <summary>Starts a subsegment for foreign work and makes it current; <see cref="None"/> when the invocation has ended.</summary>
    /// <param name="parent">The subsegment that the library holds for the enclosing one.</param>
    /// <param name="name">The library's name for the work.</param>
    /// <param name="start">The library's start time (UTC), or null for now.</param>
    internal static Subsegment StartAdopted(Subsegment parent, string name, DateTime? start)
    {
        parent.MakeCurrent();
        var subsegment = parent.Start(name, null);
        if (start is not null && subsegment._activity is { } activity)
        {
            activity.SetStartTime(start.Value);
            subsegment.StartTime = activity.StartTimeUtc;
        }

        return subsegment;
    }

    /// <summary>Attaches foreign work, unless there is some already.</summary>
    /// <returns>The work that is attached now.</returns>
    internal IAdoptedWork Adopt(IAdoptedWork work)
    {
        if (Interlocked.CompareExchange(ref _adopted, work, null) is { } earlier)
        {
            return earlier;
        }

        Trace?.Adopt(this);
        return work;
    }

    /// <summary>Makes this the subsegment that later calls of the running code nest under; nothing happens when it has ended.</summary>
    internal void MakeCurrent()
    {
        if (_activity is { IsStopped: false } && !ReferenceEquals(Find(Activity.Current), this))
        {
            Activity.Current = _activity;
        }
    }

    /// <summary>Records an exception as the cause and leaves the outcome to the caller.</summary>
    internal void SetCause(Exception exception)
    {
        lock (_gate)
        {
            if (Cause is null && CauseId is null && Trace is not null)
            {
                (Cause, CauseId) = Trace.Describe(exception);
            }
        }
    }

    /// <summary>Replaces the end time of a subsegment that has ended.</summary>
    internal void MoveEnd(DateTime end)
    {
        if (EndTime is not null)
        {
            EndTime = end > StartTime ? end : StartTime;
        }
    }

    /// <summary>Takes the subsegment, with all below it, out of the trace.</summary>
    internal void Discard()
    {
        if (Parent is { } parent)
        {
            lock (parent._gate)
            {
                parent._children?.Remove(this);
            }
        }
    }
}
