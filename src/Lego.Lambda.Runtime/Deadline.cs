namespace Lego.Lambda.Runtime;

/// <summary>When a handler is asked to stop, and what happens if it does not.</summary>
/// <param name="Soft">Time until the handler's token fires.</param>
/// <param name="Hard">Time until the answer is written without the handler.</param>
/// <param name="Last">Time until the trace is sent as far as it has come, because not even the answer could be written.</param>
internal readonly record struct Deadline(TimeSpan Soft, TimeSpan Hard, TimeSpan Last)
{
    // Longer timers are refused by the framework; Lambda's longest timeout is far below.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Null where the remaining time is not known: contexts made for tests leave it at zero.</summary>
    internal static Deadline? Of(TimeSpan remaining, TimeSpan buffer)
    {
        if (remaining <= TimeSpan.Zero)
        {
            return null;
        }

        var left = remaining < Longest ? remaining : Longest;
        var kept = buffer < left / 5 ? buffer : left / 5;
        return new Deadline(left - kept, left - (kept / 2), left - (kept / 4));
    }
}
