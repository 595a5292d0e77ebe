using System.Globalization;

namespace Lego.TraceConsole.Components.List;

/// <summary>How many traces took this long. Times are seconds; the last bar has no end.</summary>
public sealed record DurationBar(double From, double? To, long Count, double Height)
{
    /// <summary>Stands in an address where the script of the page puts the filter of the bars that were chosen.</summary>
    public const string AnyFilter = "*";

    private static readonly double[] Edges =
        [0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50];

    /// <summary>The filter expression for these traces.</summary>
    public string Filter => string.Create(
        CultureInfo.InvariantCulture, $"responsetime >= {From}{(To is { } end ? $" AND responsetime < {end.ToString(CultureInfo.InvariantCulture)}" : "")}");

    public string Text => To is { } end ? $"{Display.Duration(From)} to {Display.Duration(end)}" : $"{Display.Duration(From)} or longer";

    /// <summary>From the first to the last that has traces, those between them without any included.</summary>
    public static IReadOnlyList<DurationBar> Of(IEnumerable<double> responseTimes)
    {
        ArgumentNullException.ThrowIfNull(responseTimes);
        var counts = new int[Edges.Length];
        foreach (var seconds in responseTimes)
        {
            var place = Array.BinarySearch(Edges, Math.Max(0, seconds));
            counts[place >= 0 ? place : ~place - 1]++;
        }

        var most = counts.Max();
        var first = Array.FindIndex(counts, count => count > 0);
        var last = Array.FindLastIndex(counts, count => count > 0);
        return most == 0
            ? []
            :
            [
                .. Enumerable.Range(first, last - first + 1).Select(bar => new DurationBar(
                    Edges[bar], bar + 1 < Edges.Length ? Edges[bar + 1] : null, counts[bar], (double)counts[bar] / most)),
            ];
    }
}
