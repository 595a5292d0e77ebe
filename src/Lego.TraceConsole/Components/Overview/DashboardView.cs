using System.Globalization;
using Lego.TraceConsole.Filters.Syntax;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Components.Overview;

/// <summary>How all requests of a time range went.</summary>
public sealed class DashboardView
{
    private const int Periods = 60;
    private const int SecondsPerMinute = 60;
    private const int MaxRows = 10;
    private const string ColdStart = "coldStart";
    private const string KeptBecause = "keptBecause";

    private DashboardView(TimeRange range, double from)
    {
        Range = range;
        PeriodSeconds = Math.Max(1, range.Seconds / Periods / SecondsPerMinute) * SecondsPerMinute;
        Start = Math.Floor(from / PeriodSeconds) * PeriodSeconds;
    }

    public TimeRange Range { get; }

    public int PeriodSeconds { get; }

    /// <summary>Of the first period, epoch seconds.</summary>
    public double Start { get; }

    public int PeriodCount => (Range.Seconds / PeriodSeconds) + 1;

    public IReadOnlyList<DashboardTile> Tiles { get; private init; } = [];

    public IReadOnlyList<ChartPoint> Points { get; private init; } = [];

    public IReadOnlyList<(string Name, string TypeText, string Href, CallFigures Figures)> Functions { get; private init; } = [];

    /// <summary>How the response times of the slowest functions are spread, over the same bars for each.</summary>
    public IReadOnlyList<FunctionTimes> Spread { get; private init; } = [];

    public IReadOnlyList<(string Name, string TypeText, string Href, CallFigures Figures)> Dependencies { get; private init; } = [];

    /// <summary>Why traces were kept, as the functions wrote it down.</summary>
    public IReadOnlyList<DashboardTile> Kept { get; private init; } = [];

    internal static DashboardView Read(
        TimeRange range, DateTimeOffset now, TraceCountsReader counts, ServiceStatisticsReader statistics, ServiceGraphReader graphs)
    {
        var (from, to) = range.Until(now);
        var view = new DashboardView(range, from);
        var points = statistics.OfClients(from, to, view.PeriodSeconds);
        var all = new CallStatistics();
        foreach (var point in points)
        {
            all.Add(point.Statistics);
        }

        var services = graphs.Read(from, to).Services.Where(service => service.Statistics.Total > 0).ToList();
        var functions = services.Where(service => service.Type == "AWS::Lambda::Function").ToList();
        var counted = counts.Count(from, to);
        var cold = counts.CountValues(from, to, ColdStart).FirstOrDefault(value => value.Value == "true").Traces;
        return new DashboardView(range, from)
        {
            Points = [.. points.Select(view.PointOf).Where(point => point.Place >= 0 && point.Place < view.PeriodCount)],
            Tiles =
            [
                new DashboardTile("Traces", Count(counted.Traces), null, TraceLinks.Of("", range), null),
                Rate("Errors", counted.Error, counted.Traces, "error", "f-error"),
                Rate("Faults", counted.Fault, counted.Traces, "fault", "f-fault"),
                Rate("Throttles", counted.Throttle, counted.Traces, "throttle", "f-throttle"),
                Time("p50", 0.5), Time("p95", 0.95), Time("p99", 0.99),
                Rate("Cold starts", cold, counted.Traces, $"{FilterWriter.Annotation(ColdStart)} = true", null),
            ],
            Functions = view.Slowest(functions),
            Spread = FunctionTimes.Of(functions, range),
            Dependencies = view.Slowest(services.Where(service => service.Inferred && !service.IsClient)),
            Kept =
            [
                .. counts.CountValues(from, to, KeptBecause).Select(value => Rate(
                    value.Value, value.Traces, counted.Traces, $"{FilterWriter.Annotation(KeptBecause)} = {FilterWriter.Quote(value.Value)}", null)),
            ],
        };

        DashboardTile Rate(string label, long part, long whole, string filter, string? css) => new(
            label, whole == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100d * part / whole:0.#} %"), Count(part),
            TraceLinks.Of(filter, range), part > 0 ? css : null);

        DashboardTile Time(string label, double share)
        {
            var seconds = all.Percentile(share);
            var filter = string.Create(CultureInfo.InvariantCulture, $"responsetime >= {seconds:0.######}");
            return new DashboardTile(label, all.Total == 0 ? "–" : Display.Brief(seconds), null, TraceLinks.Of(filter, range), null);
        }
    }

    private ChartPoint PointOf(StatisticsPoint point) => new(
        (int)((point.Timestamp - Start) / PeriodSeconds), point.Timestamp, point.Statistics.Ok, point.Statistics.Error, point.Statistics.Throttle,
        point.Statistics.Fault, point.Statistics.Percentile(0.5), point.Statistics.Percentile(0.95), point.Statistics.Percentile(0.99));

    private List<(string Name, string TypeText, string Href, CallFigures Figures)> Slowest(IEnumerable<GraphService> services) =>
    [
        .. services.Select(service => (
                service.Name, Map.ServiceSigns.Of(service.Name, service.Type).Text, TraceLinks.Of(TraceLinks.Filter(service), Range),
                Figures: CallFigures.Of(service.Statistics, Range.Seconds)))
            .OrderByDescending(row => row.Figures.P95).Take(MaxRows),
    ];

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
