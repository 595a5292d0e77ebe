using System.Globalization;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Components;

/// <summary>What a page says of a number of calls. Times are seconds.</summary>
public sealed record CallFigures(long Calls, long Ok, long Error, long Throttle, long Fault, double PerMinute, double P50, double P95)
{
    // Below this share a few failures among many calls do not colour a whole line.
    private const double Notable = 0.01;

    public long Finished => Ok + Error + Throttle + Fault;

    public string RateText => PerMinute switch
    {
        0 => "0/min",
        < 0.095 => string.Create(CultureInfo.InvariantCulture, $"{PerMinute * 60:0.#}/h"),
        < 9.95 => string.Create(CultureInfo.InvariantCulture, $"{PerMinute:0.0}/min"),
        < 600 => string.Create(CultureInfo.InvariantCulture, $"{PerMinute:0}/min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{PerMinute / 60:0.#}/s"),
    };

    /// <summary>Median and 95th percentile, with the unit once where it is the same.</summary>
    public string TimeText
    {
        get
        {
            var (median, high) = (Display.Brief(P50).Split(' '), Display.Brief(P95).Split(' '));
            return Finished == 0 ? "–" : $"{string.Join(' ', median[^1] == high[^1] ? median[..^1] : median)} / {string.Join(' ', high)}";
        }
    }

    /// <summary>Class of the style sheet for the worst that happens notably often; null when all is well.</summary>
    public string? Css => this switch
    {
        _ when IsNotable(Fault) => "f-fault",
        _ when IsNotable(Throttle) => "f-throttle",
        _ when IsNotable(Error) => "f-error",
        _ => null,
    };

    /// <summary>For those who hear it.</summary>
    public string Sentence => string.Create(
        CultureInfo.InvariantCulture,
        $"{RateText}, median {Display.Duration(P50)}, 95th percentile {Display.Duration(P95)}, {Calls} calls, {Error} errors, {Throttle} throttles, {Fault} faults");

    /// <summary>Shares of the ways to end, from 0 to 1, with their classes of the style sheet.</summary>
    public IEnumerable<(string Css, double Share)> Shares => new[] { ("r-ok", Ok), ("r-error", Error), ("r-throttle", Throttle), ("r-fault", Fault) }
        .Where(part => part.Item2 > 0)
        .Select(part => (part.Item1, (double)part.Item2 / Finished));

    internal static CallFigures Of(CallStatistics statistics, double seconds) => new(
        statistics.Visits, statistics.Ok, statistics.Error, statistics.Throttle, statistics.Fault,
        seconds <= 0 ? 0 : statistics.Visits / (seconds / 60), statistics.Percentile(0.5), statistics.Percentile(0.95));

    private bool IsNotable(long part) => part > 0 && part >= Notable * Finished;
}
