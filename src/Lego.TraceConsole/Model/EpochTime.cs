namespace Lego.TraceConsole.Model;

/// <summary>Epoch seconds, the time of the X-Ray format.</summary>
internal static class EpochTime
{
    private static readonly double Latest = From(DateTimeOffset.MaxValue.AddDays(-1));

    public static double From(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;

    public static bool IsValid(double seconds) => seconds >= 0 && seconds <= Latest;

    /// <summary>Senders can write any number; what no calendar holds becomes its nearest edge.</summary>
    public static DateTimeOffset ToTime(double seconds) =>
        DateTimeOffset.UnixEpoch.AddTicks((long)(Math.Clamp(seconds, 0, Latest) * TimeSpan.TicksPerSecond));
}
