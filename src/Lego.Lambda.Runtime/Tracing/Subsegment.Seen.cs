using System.Runtime.CompilerServices;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Instrumentation;

namespace Lego.Lambda.Runtime.Tracing;

/// <content>Calls that instrumentation saw below a call which takes them up.</content>
public sealed partial class Subsegment
{
    /// <summary>The statement that it ran, as a node or as one of several of a traced call.</summary>
    internal string? Statement => Call?.Statement ?? _details?.PartStatement;

    /// <summary>
    /// The call that takes up one of this kind, so that there is one node: the nearest one. Own work in between is looked through for a
    /// call of the same kind only; a request in there need not be how the call is made.
    /// </summary>
    /// <param name="kind">What is called.</param>
    /// <param name="orHasEnded">Whether it may have ended: for calls that are told of late.</param>
    internal Subsegment? TakerOf(DependencyKind kind, bool orHasEnded = false)
    {
        for (var above = this; above is not null; above = above.Parent)
        {
            if (above.Call is { } call)
            {
                return (orHasEnded || above.IsOpen) && call.Takes(kind) && (above == this || call.Kind == kind) ? above : null;
            }
        }

        return null;
    }

    internal void Open(CallPart part)
    {
        using (_gate.Enter())
        {
            Details.OpenPart = part;
        }
    }

    internal void Close(CallPart part)
    {
        using (_gate.Enter())
        {
            if (Details.OpenPart == part)
            {
                Details.OpenPart = part.Around;
            }
        }
    }

    /// <summary>
    /// Takes up one call: the first says more of this call itself; from the second on each shows as a subsegment in its timeline. None is
    /// a node, since this one is. What only instrumentation saw knows its outcome itself; a traced call has that of what was seen of it.
    /// </summary>
    internal void TakeUp(in SeenCall seen)
    {
        if (!Trace!.Accepts())
        {
            return;
        }

        bool isSame;
        int count;
        StrongBox<SeenCall>? first;
        using (_gate.Enter())
        {
            isSame = Call!.Kind == seen.Call.Kind;
            Call.Complete(seen.Call);
            var details = Details;
            count = ++details.Seen;
            first = details.FirstSeen;
            details.FirstSeen ??= new StrongBox<SeenCall>(seen);
            if (!Call.IsNode)
            {
                // Of the requests that a call is made by the last one decides: those before it were tried again.
                details.SeenOutcome = isSame ? details.SeenOutcome | seen.Outcome : seen.Outcome;
            }
        }

        if (isSame && seen is { Outcome: not Outcome.Ok, Exception: { } exception })
        {
            Trace.DescribeLater(this, exception);
        }

        if (count == 2)
        {
            AddPart(first!.Value);
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

        if (TakerOf(seen.Call.Kind, orHasEnded: true) is { } taker)
        {
            taker.TakeUp(seen);
            return;
        }

        seen.Call.IsNode = true;
        var node = AddFinished(seen.Call.Name, seen.Start, seen.Start + seen.Duration, seen.Call);
        node?.Mark(seen.Outcome);
        if (seen is { Outcome: not Outcome.Ok, Exception: { } exception })
        {
            Trace.DescribeLater(node ?? this, exception);
        }

        if (seen.Commands is { } commands)
        {
            node?.AddMetadata("commands", commands);
        }
    }

    /// <summary>Gives a call that only instrumentation saw the cause that was described for it.</summary>
    internal void SetCause(IReadOnlyList<TraceException>? cause, string? causeId = null)
    {
        using (_gate.Enter())
        {
            if (Cause is null && CauseId is null)
            {
                var details = Details;
                (details.Cause, details.CauseId) = (cause, causeId);
            }
        }
    }

    private void AddPart(in SeenCall seen)
    {
        if (AddFinished(seen.Name, seen.Start, seen.Start + seen.Duration, null) is not { } part)
        {
            return;
        }

        if (seen.Call.HttpMethod is { } method)
        {
            part.SetHttpRequest(method, seen.Call.HttpUrl ?? "");
        }

        if (seen.Call.HttpStatus is { } status)
        {
            part.SetHttpResponse(status, seen.Call.ContentLength);
        }

        if (seen.Call.Statement is { } statement)
        {
            part.Details.PartStatement = statement;
            part.AddMetadata("statement", statement);
        }

        if (seen.Commands is { } commands)
        {
            part.AddMetadata("commands", commands);
        }

        part.Mark(seen.Outcome);
        if (seen is { Outcome: not Outcome.Ok, Exception: { } exception })
        {
            Trace!.DescribeLater(part, exception);
        }
    }
}
