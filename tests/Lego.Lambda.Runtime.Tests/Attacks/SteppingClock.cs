namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>A clock whose time of day steps by any amount, as when it is set, while what it measures goes on evenly.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private TimeSpan _elapsed;
    private TimeSpan _offset;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return Start + _elapsed + _offset;
        }
    }

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _elapsed.Ticks;
        }
    }

    internal void Advance(TimeSpan time)
    {
        lock (_gate)
        {
            _elapsed += time;
        }
    }

    internal void Step(TimeSpan offset)
    {
        lock (_gate)
        {
            _offset = offset;
        }
    }
}
