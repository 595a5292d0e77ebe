using System.Globalization;
using Lego.TraceConsole.Filters.Tree;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.XRayApi;

/// <summary>GetServiceGraph, GetTraceGraph and GetTimeSeriesServiceStatistics.</summary>
internal sealed class GraphCalls(ServiceGraphReader graphs, ServiceStatisticsReader statistics, GroupConditions groups)
{
    // Seen in the service's answers, not promised by AWS.
    private const double MaxGraphSeconds = 6 * 3600;

    private const int MaxSelector = 500;
    private const int PointsOnPage = 1_440;

    public ServiceGraphResponse ServiceGraph(ServiceGraphRequest request, CancellationToken cancellationToken)
    {
        var (from, to) = Demand.Range(request.StartTime, request.EndTime);
        Demand.NoToken(request.NextToken);
        if (to - from > MaxGraphSeconds)
        {
            throw XRayApiException.Invalid("EndTime must be at most 6 hours after StartTime.");
        }

        var condition = groups.Of(request.GroupName, request.GroupARN, from, to, cancellationToken);
        var graph = condition is null ? graphs.Read(from, to) : graphs.Read(from, to, condition);
        return new ServiceGraphResponse(from, to, GraphItems.Of(graph), ContainsOldGroupVersions: false);
    }

    public TraceGraphResponse TraceGraph(TraceIdsRequest request)
    {
        Demand.NoToken(request.NextToken);
        return new TraceGraphResponse(GraphItems.Of(graphs.Read(Demand.TraceIds(request.TraceIds, TraceCalls.MaxTraceIds))));
    }

    public TimeSeriesResponse TimeSeries(TimeSeriesRequest request, CancellationToken cancellationToken)
    {
        var (from, to) = Demand.Range(request.StartTime, request.EndTime);
        var period = request.Period ?? 60;
        if (period is not (60 or 300))
        {
            throw XRayApiException.Invalid("Period must be 60 or 300 seconds.");
        }

        var skipped = Demand.Token(request.NextToken);
        Demand.Optional(request.EntitySelectorExpression, "EntitySelectorExpression", MaxSelector);
        var (points, isEdge) = Points(request, from, to, period, cancellationToken);
        var page = points.Where(point => point.Timestamp >= skipped).Take(PointsOnPage + 1).ToList();
        string? next = null;
        if (page.Count > PointsOnPage)
        {
            next = ((long)page[^1].Timestamp).ToString(CultureInfo.InvariantCulture);
            page.RemoveAt(PointsOnPage);
        }

        return new TimeSeriesResponse([.. page.Select(point => Of(point, isEdge))], ContainsOldGroupVersions: false, next);
    }

    private (IReadOnlyList<StatisticsPoint> Points, bool IsEdge) Points(
        TimeSeriesRequest request, double from, double to, int period, CancellationToken cancellationToken)
    {
        var condition = groups.Of(request.GroupName, request.GroupARN, from, to, cancellationToken);
        if (string.IsNullOrEmpty(request.EntitySelectorExpression))
        {
            return (condition is null ? statistics.OfClients(from, to, period) : statistics.OfClients(from, to, period, condition), false);
        }

        if (condition is not null)
        {
            throw XRayApiException.Invalid("EntitySelectorExpression cannot be combined with a group other than Default.");
        }

        return GroupConditions.Parse(request.EntitySelectorExpression, "EntitySelectorExpression") switch
        {
            ServiceTerm { Condition: null, Service: { Name: { } name } service } =>
                (statistics.OfService(from, to, period, name, service.Type, service.AccountId), false),
            EdgeTerm { Condition: null, Source.Name: { } source, Target.Name: { } target } =>
                (statistics.OfCalls(from, to, period, source, target), true),
            _ => throw XRayApiException.Invalid(
                "EntitySelectorExpression must be service(…) or edge(…, …) with names of services, and without braces."),
        };
    }

    private static TimeSeriesItem Of(StatisticsPoint point, bool isEdge)
    {
        var item = GraphItems.Of(point.Statistics);
        return new TimeSeriesItem(
            point.Timestamp, isEdge ? null : item, isEdge ? item : null, GraphItems.Of(point.Statistics.Histogram));
    }
}
