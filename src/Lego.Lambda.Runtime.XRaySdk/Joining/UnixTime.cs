namespace Lego.Lambda.Runtime.XRaySdk.Joining;

/// <summary>The recorder's times: seconds since 1970 with six decimals.</summary>
internal static class UnixTime
{
    /// <summary>The time (UTC), or null when it was not set or is not from the years 2001 to 2286, which have ten digits.</summary>
    internal static DateTime? ToUtc(decimal seconds) =>
        seconds is >= 1_000_000_000m and < 10_000_000_000m ? DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
}
