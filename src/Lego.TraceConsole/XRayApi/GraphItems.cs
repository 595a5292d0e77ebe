using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.XRayApi;

/// <summary>Graphs of the store in the shape of the API. Reference ids count within one answer.</summary>
internal static class GraphItems
{
    public static IReadOnlyList<ServiceItem> Of(ServiceGraph graph)
    {
        var references = graph.Services.Select((service, index) => (service.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index);
        var edges = graph.Edges.ToLookup(edge => edge.Source.Id, edge => Of(edge, references[edge.Target.Id]));
        return [.. graph.Services.Select(service => Of(service, references[service.Id], [.. edges[service.Id]]))];
    }

    public static StatisticsItem Of(CallStatistics statistics) => new(
        statistics.Ok,
        new ErrorStatistics(statistics.Throttle, statistics.Error, statistics.Throttle + statistics.Error),
        new FaultStatistics(statistics.Fault, statistics.Fault),
        statistics.Total,
        statistics.TotalResponseTime);

    public static IReadOnlyList<HistogramItem> Of(ResponseTimeHistogram histogram) =>
        [.. histogram.Filled.Select(bin => new HistogramItem(Math.Round(bin.Seconds, 6), bin.Count))];

    private static ServiceItem Of(GraphService service, int reference, IReadOnlyList<EdgeItem> edges)
    {
        var histogram = service.IsClient ? null : Of(service.Statistics.Histogram);
        return new ServiceItem
        {
            ReferenceId = reference,
            Name = service.Name,
            Names = [service.Name],
            Root = service.IsRoot ? true : null,
            AccountId = service.AccountId,
            Type = service.Type,
            State = service.Inferred ? "unknown" : "active",
            StartTime = SummaryItems.Time(service.Start),
            EndTime = SummaryItems.Time(service.End),
            Edges = edges,
            SummaryStatistics = service.IsClient ? null : Of(service.Statistics),
            DurationHistogram = histogram,
            ResponseTimeHistogram = histogram,
        };
    }

    private static EdgeItem Of(GraphEdge edge, int target) => new(
        target, SummaryItems.Time(edge.Start), SummaryItems.Time(edge.End), Of(edge.Statistics), Of(edge.Statistics.Histogram), []);
}
