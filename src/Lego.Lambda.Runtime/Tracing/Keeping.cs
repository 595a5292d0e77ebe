namespace Lego.Lambda.Runtime.Tracing;

/// <summary>Decides at the end of an invocation whether its trace is sent.</summary>
internal static class Keeping
{
    internal static KeepReason Decide(InvocationTrace trace, KeepPolicy policy, TimeSpan elapsed, TimeSpan slowAfter)
    {
        if (trace.IsSampled)
        {
            return KeepReason.Sampled;
        }

        var outcome = trace.Root.Outcome;
        if (((outcome.HasFlag(Outcome.Fault) || trace.HasFailedParts) && policy.HasFlag(KeepPolicy.Faults))
            || (outcome != Outcome.Ok && policy.HasFlag(KeepPolicy.Errors)))
        {
            return KeepReason.Error;
        }

        if (trace.IsForced && policy.HasFlag(KeepPolicy.Forced))
        {
            return KeepReason.Forced;
        }

        // What was announced shortly before the deadline has to be finished too.
        return trace.WasAnnounced || (elapsed >= slowAfter && policy.HasFlag(KeepPolicy.Slow)) ? KeepReason.Slow : KeepReason.None;
    }
}
