namespace Lego.TraceConsole.XRayApi;

internal sealed record ServiceGraphRequest(double? StartTime, double? EndTime, string? GroupName, string? GroupARN, string? NextToken);

internal sealed record ServiceGraphResponse(
    double StartTime, double EndTime, IReadOnlyList<ServiceItem> Services, bool ContainsOldGroupVersions);

internal sealed record TraceGraphResponse(IReadOnlyList<ServiceItem> Services);

internal sealed record ServiceItem
{
    public int ReferenceId { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Names { get; init; }

    public bool? Root { get; init; }

    public string? AccountId { get; init; }

    public string? Type { get; init; }

    public required string State { get; init; }

    public double StartTime { get; init; }

    public double EndTime { get; init; }

    public required IReadOnlyList<EdgeItem> Edges { get; init; }

    public StatisticsItem? SummaryStatistics { get; init; }

    public IReadOnlyList<HistogramItem>? DurationHistogram { get; init; }

    public IReadOnlyList<HistogramItem>? ResponseTimeHistogram { get; init; }
}

internal sealed record EdgeItem(
    int ReferenceId, double StartTime, double EndTime, StatisticsItem SummaryStatistics, IReadOnlyList<HistogramItem> ResponseTimeHistogram,
    IReadOnlyList<NameItem> Aliases);

internal sealed record StatisticsItem(
    long OkCount, ErrorStatistics ErrorStatistics, FaultStatistics FaultStatistics, long TotalCount, double TotalResponseTime);

internal sealed record ErrorStatistics(long ThrottleCount, long OtherCount, long TotalCount);

internal sealed record FaultStatistics(long OtherCount, long TotalCount);

internal sealed record HistogramItem(double Value, long Count);

internal sealed record TimeSeriesRequest(
    double? StartTime, double? EndTime, string? GroupName, string? GroupARN, string? EntitySelectorExpression, int? Period,
    bool? ForecastStatistics, string? NextToken);

internal sealed record TimeSeriesResponse(
    IReadOnlyList<TimeSeriesItem> TimeSeriesServiceStatistics, bool ContainsOldGroupVersions, string? NextToken);

internal sealed record TimeSeriesItem(
    double Timestamp, StatisticsItem? ServiceSummaryStatistics, StatisticsItem? EdgeSummaryStatistics,
    IReadOnlyList<HistogramItem> ResponseTimeHistogram);
