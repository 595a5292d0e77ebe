namespace Lego.Functions.Shared;

internal static class Clocks
{
    /// <summary>Now as the API writes it, in whole milliseconds, so that a stored time reads back as it was answered.</summary>
    public static DateTime GetMilliseconds(this TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
