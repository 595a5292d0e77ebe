namespace Lego.TraceConsole.Store;

/// <summary>
/// How calls ended and how long they took. Each finished call counts once, by its worst flag: fault, then throttle, then error. Sums are
/// whole microseconds, so that taking something back leaves no trace of it.
/// </summary>
internal sealed class CallStatistics
{
    private const double Million = 1e6;

    /// <summary>All calls, those in progress included.</summary>
    public long Visits { get; private set; }

    public long Ok { get; private set; }

    /// <summary>Errors that are no throttles.</summary>
    public long Error { get; private set; }

    public long Throttle { get; private set; }

    public long Fault { get; private set; }

    /// <summary>Finished calls.</summary>
    public long Total => Ok + Error + Throttle + Fault;

    public long Microseconds { get; private set; }

    /// <summary>Sum over the finished calls, in seconds.</summary>
    public double TotalResponseTime => Microseconds / Million;

    public ResponseTimeHistogram Histogram { get; } = new();

    /// <summary>
    /// Counts one call, or takes it back with a <paramref name="sign"/> of -1. Without a response time it is in progress.
    /// </summary>
    public void Add(double? responseTime, bool error, bool throttle, bool fault, int sign = 1)
    {
        Visits += sign;
        if (responseTime is not { } seconds)
        {
            return;
        }

        Microseconds += sign * (long)Math.Round(seconds * Million);
        Histogram.Add(seconds, sign);
        switch (fault, throttle, error)
        {
            case (true, _, _):
                Fault += sign;
                break;
            case (_, true, _):
                Throttle += sign;
                break;
            case (_, _, true):
                Error += sign;
                break;
            default:
                Ok += sign;
                break;
        }
    }

    public void Add(CallStatistics other)
    {
        Add(other.Visits, other.Ok, other.Error, other.Throttle, other.Fault, other.Microseconds);
        Histogram.Add(other.Histogram);
    }

    /// <summary>Adds what a row of a minute table says.</summary>
    public void Add(long visits, long ok, long error, long throttle, long fault, long microseconds, ReadOnlySpan<byte> histogram)
    {
        Add(visits, ok, error, throttle, fault, microseconds);
        Histogram.Add(histogram);
    }

    /// <summary>Seconds that the given share of calls (0 to 1) stayed within, as exact as the histogram; 0 without calls.</summary>
    public double Percentile(double share)
    {
        var wanted = share * Total;
        var seen = 0L;
        var last = 0d;
        foreach (var (seconds, count) in Histogram.Filled)
        {
            last = seconds;
            if ((seen += count) >= wanted)
            {
                break;
            }
        }

        return last;
    }

    private void Add(long visits, long ok, long error, long throttle, long fault, long microseconds)
    {
        Visits += visits;
        Ok += ok;
        Error += error;
        Throttle += throttle;
        Fault += fault;
        Microseconds += microseconds;
    }
}
