using Lego.TraceConsole.Components.List;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Components.Overview;

/// <summary>How the response times of a function are spread, each bar with the address of its traces.</summary>
public sealed record FunctionTimes(string Name, IReadOnlyList<(DurationBar Bar, string Href)> Bars)
{
    private const int MaxFunctions = 6;

    /// <summary>The slowest first; all have the same bars, so that one can be compared with another.</summary>
    internal static IReadOnlyList<FunctionTimes> Of(IEnumerable<GraphService> services, TimeRange range)
    {
        var slowest = services.OrderByDescending(service => service.Statistics.Percentile(0.95)).Take(MaxFunctions)
            .Select(service => (Service: service, Quarters: service.Statistics.Histogram.Quarters().ToList())).ToList();
        if (slowest.Count == 0)
        {
            return [];
        }

        var first = slowest.Min(function => function.Quarters.FindIndex(quarter => quarter.Count > 0));
        var last = slowest.Max(function => function.Quarters.FindLastIndex(quarter => quarter.Count > 0));
        return [.. slowest.Select(function => Of(function.Service, function.Quarters[first..(last + 1)], range))];
    }

    private static FunctionTimes Of(GraphService service, List<(double From, double? To, long Count)> quarters, TimeRange range)
    {
        var most = quarters.Max(quarter => quarter.Count);
        var bars = quarters.Select(quarter => new DurationBar(quarter.From, quarter.To, quarter.Count, (double)quarter.Count / most));
        return new FunctionTimes(
            service.Name, [.. bars.Select(bar => (bar, TraceLinks.Of($"{TraceLinks.Filter(service)} {{ {bar.Filter} }}", range)))]);
    }
}
