namespace Lego.Lambda.Runtime.Tracing;

/// <content>What a subsegment offers to another tracing library that records inside of our traces.</content>
public sealed partial class Subsegment
{
    internal IAdoptedWork? Adopted => _details is { } details ? Volatile.Read(ref details.Adopted) : null;

    internal AdoptedBlocks? Blocks
    {
        get => _details?.Blocks;
        set => Details.Blocks = value;
    }

    /// <summary>Starts a subsegment for foreign work and makes it current; <see cref="None"/> when the invocation has ended.</summary>
    /// <param name="parent">The subsegment that the library holds for the enclosing one.</param>
    /// <param name="name">The library's name for the work.</param>
    /// <param name="start">The library's start time (UTC), or null for the present time.</param>
    internal static Subsegment StartAdopted(Subsegment parent, string name, DateTime? start)
    {
        parent.MakeCurrent();
        var subsegment = parent.Start(name, null);
        if (start is { } time && subsegment.IsRecorded)
        {
            subsegment._start = time.Ticks;
            subsegment.Activity?.SetStartTime(time);
        }

        return subsegment;
    }

    /// <summary>Attaches foreign work, unless there is some already.</summary>
    /// <returns>The work that is attached now.</returns>
    internal IAdoptedWork Adopt(IAdoptedWork work)
    {
        if (Interlocked.CompareExchange(ref Details.Adopted, work, null) is { } earlier)
        {
            return earlier;
        }

        Trace?.Adopt(this);
        return work;
    }

    /// <summary>Records an exception as the cause and leaves the outcome to the caller.</summary>
    internal void SetCause(Exception exception)
    {
        if (Trace is not null && Cause is null && CauseId is null)
        {
            var (cause, causeId) = Trace.Describe(exception);
            SetCause(cause, causeId);
        }
    }

    /// <summary>Replaces the end time of a subsegment that has ended.</summary>
    internal void MoveEnd(DateTime end)
    {
        if (!IsOpen)
        {
            _end = Math.Max(end.Ticks, _start);
        }
    }

    /// <summary>Takes the subsegment, with all below it, out of the trace.</summary>
    internal void Discard()
    {
        if (Parent is { } parent)
        {
            using (parent._gate.Enter())
            {
                parent.Remove(this);
            }
        }
    }
}
