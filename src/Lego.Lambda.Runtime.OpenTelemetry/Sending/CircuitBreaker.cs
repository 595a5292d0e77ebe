namespace Lego.Lambda.Runtime.OpenTelemetry.Sending;

/// <summary>
/// Keeps requests from waiting again and again for an endpoint that failed: it is left alone for a while, then one request tries.
/// </summary>
/// <remarks>
/// Wall time, not the process's own: an execution environment may have been frozen for long when the next request comes.
/// </remarks>
internal sealed class CircuitBreaker(TimeProvider clock, TimeSpan pause)
{
    // An endpoint may ask for more than our own pause, but not for ever.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private long _pausedUntil;

    /// <summary>True when the endpoint may be asked. After a pause it is for one caller; the others wait for what that one finds out.</summary>
    internal bool TryEnter()
    {
        var until = Interlocked.Read(ref _pausedUntil);
        if (until == 0)
        {
            return true;
        }

        var now = clock.GetUtcNow();
        return now.UtcTicks >= until && Interlocked.CompareExchange(ref _pausedUntil, (now + pause).UtcTicks, until) == until;
    }

    internal void Succeeded()
    {
        if (Interlocked.Read(ref _pausedUntil) != 0)
        {
            Interlocked.Exchange(ref _pausedUntil, 0);
        }
    }

    /// <summary>Leaves the endpoint alone from now on.</summary>
    /// <param name="atLeast">How long it asked for, if it did.</param>
    internal void Failed(TimeSpan atLeast)
    {
        var wanted = atLeast > LongestPause ? LongestPause : atLeast;
        var length = wanted > pause ? wanted : pause;
        Interlocked.Exchange(ref _pausedUntil, (clock.GetUtcNow() + length).UtcTicks);
    }
}
