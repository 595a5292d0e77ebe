using System.Diagnostics;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Instrumentation;

namespace Lego.Lambda.Runtime.Tracing;

/// <content>Calls that instrumentation saw below a traced call of the same kind.</content>
public sealed partial class Subsegment
{
    private SeenCall? _firstSeen;
    private int _seen;

    internal static Subsegment? Of(Activity activity) => activity.GetCustomProperty(ActivityProperty) as Subsegment;

    /// <summary>
    /// Takes up one call: the first says more of this traced call itself; from the second on each shows as a subsegment in its timeline.
    /// None is a node, since this one is. A traced call fails with its parts; what only instrumentation saw knows its outcome itself, so
    /// that an attempt that was repeated with success does not make it fail.
    /// </summary>
    internal void TakeUp(in SeenCall seen)
    {
        if (!Trace!.Accepts())
        {
            return;
        }

        SeenCall? first = null;
        int count;
        lock (_gate)
        {
            count = ++_seen;
            Call!.Complete(seen.Call);
            if (count == 1)
            {
                _firstSeen = seen;
            }
            else if (count == 2)
            {
                first = _firstSeen;
            }
        }

        if (!Call!.IsNode)
        {
            Mark(seen.Outcome);
        }

        if (first is { } earlier)
        {
            AddPart(earlier);
        }

        if (count > 1)
        {
            AddPart(seen);
        }
    }

    /// <summary>
    /// Adds a call that was seen after it had ended: taken up by this subsegment where it is a traced call of the same kind, else a node
    /// of its own below it.
    /// </summary>
    internal void Report(in SeenCall seen)
    {
        if (Trace is null)
        {
            return;
        }

        if (Call?.Takes(seen.Call.Kind) == true)
        {
            TakeUp(seen);
            return;
        }

        seen.Call.IsNode = true;
        var node = AddFinished(seen.Call.Name, seen.Start, seen.Start + seen.Duration, seen.Call);
        node?.Mark(seen.Outcome);
        if (seen.Commands is { } commands)
        {
            node?.AddMetadata("commands", commands);
        }
    }

    /// <summary>Marks the outcome by an exception that instrumentation saw; its description is left to the end of the trace.</summary>
    internal void FailSeen(Exception exception)
    {
        Mark(OutcomeOf(exception));
        Trace?.DescribeLater(this, exception);
    }

    /// <summary>Gives an adopted piece of work the cause that was described for it.</summary>
    internal void SetCause(IReadOnlyList<TraceException>? cause, string? causeId = null)
    {
        lock (_gate)
        {
            if (Cause is null && CauseId is null)
            {
                (Cause, CauseId) = (cause, causeId);
            }
        }
    }

    /// <summary>Takes an adopted activity out again that turned out to be no call; what is below it moves up.</summary>
    internal void Omit()
    {
        if (Parent is null)
        {
            return;
        }

        var children = ChildrenNow();
        lock (Parent._gate)
        {
            Parent._children?.Remove(this);
            Parent._children?.AddRange(children);
        }
    }

    private void AddPart(in SeenCall seen)
    {
        var part = AddFinished(seen.Name, seen.Start, seen.Start + seen.Duration, null);
        part?.Mark(seen.Outcome);
        if (seen.Commands is { } commands)
        {
            part?.AddMetadata("commands", commands);
        }
        else if (seen.Call.Statement is { } statement)
        {
            part?.AddMetadata("statement", statement);
        }
    }
}
