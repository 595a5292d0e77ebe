namespace Lego.Operations.Cost;

/// <summary>How the requests of a day are spread over its hours: evenly, but for a busiest hour.</summary>
internal sealed class TrafficProfile
{
    /// <summary>The share of every hour when all are alike.</summary>
    public const double Even = 1d / 24;

    /// <summary>Days of a month as AWS's calculators have it: 730 hours.</summary>
    public const double DaysInMonth = HoursInMonth / 24;

    public const double HoursInMonth = 730;

    private const double Hour = 3_600;
    private const double Day = 24 * Hour;

    /// <param name="requestsPerDay">Requests of all functions.</param>
    /// <param name="peakShare">Share of the busiest hour, 1/24 to 1.</param>
    public TrafficProfile(double requestsPerDay, double peakShare)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(requestsPerDay);
        ArgumentOutOfRangeException.ThrowIfLessThan(peakShare, Even);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(peakShare, 1d);
        RequestsPerDay = requestsPerDay;
        Stretches = [(Hour, requestsPerDay * peakShare), (Day - Hour, requestsPerDay * (1 - peakShare))];
    }

    public double RequestsPerDay { get; }

    public double RequestsPerMonth => RequestsPerDay * DaysInMonth;

    /// <summary>Stretches of the day with an even rate each.</summary>
    public IReadOnlyList<(double Seconds, double Requests)> Stretches { get; }
}
