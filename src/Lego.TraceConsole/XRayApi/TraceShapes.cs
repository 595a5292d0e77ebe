namespace Lego.TraceConsole.XRayApi;

internal sealed record TraceSummariesRequest(
    double? StartTime, double? EndTime, string? TimeRangeType, bool? Sampling, SamplingStrategy? SamplingStrategy, string? FilterExpression,
    string? NextToken);

internal sealed record SamplingStrategy(string? Name, double? Value);

internal sealed record TraceSummariesResponse(
    IReadOnlyList<SummaryItem> TraceSummaries, double ApproximateTime, long TracesProcessedCount, string? NextToken);

internal sealed record SummaryItem
{
    public required string Id { get; init; }

    public double StartTime { get; init; }

    public double Duration { get; init; }

    public double? ResponseTime { get; init; }

    public bool HasFault { get; init; }

    public bool HasError { get; init; }

    public bool HasThrottle { get; init; }

    public bool IsPartial { get; init; }

    public required HttpItem Http { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<ValueWithServices>> Annotations { get; init; }

    public required IReadOnlyList<UserItem> Users { get; init; }

    public required IReadOnlyList<ServiceId> ServiceIds { get; init; }

    public required IReadOnlyList<ArnItem> ResourceARNs { get; init; }

    public required IReadOnlyList<IdItem> InstanceIds { get; init; }

    public required IReadOnlyList<NameItem> AvailabilityZones { get; init; }

    public ServiceId? EntryPoint { get; init; }

    public required IReadOnlyList<CauseItem> FaultRootCauses { get; init; }

    public required IReadOnlyList<CauseItem> ErrorRootCauses { get; init; }

    public required IReadOnlyList<CauseItem> ResponseTimeRootCauses { get; init; }

    public long Revision { get; init; }

    public double? MatchedEventTime { get; init; }
}

internal sealed record HttpItem(string? HttpURL, int? HttpStatus, string? HttpMethod, string? UserAgent, string? ClientIp);

internal sealed record ServiceId(string Name, IReadOnlyList<string> Names, string? AccountId, string? Type);

internal sealed record ValueWithServices(AnnotationValue AnnotationValue, IReadOnlyList<ServiceId> ServiceIds);

internal sealed record AnnotationValue(string? StringValue = null, double? NumberValue = null, bool? BooleanValue = null);

internal sealed record UserItem(string UserName, IReadOnlyList<ServiceId> ServiceIds);

internal sealed record ArnItem(string ARN);

internal sealed record IdItem(string Id);

internal sealed record NameItem(string Name);

internal sealed record CauseItem(IReadOnlyList<CauseServiceItem> Services, bool ClientImpacting);

internal sealed record CauseServiceItem(
    string Name, IReadOnlyList<string> Names, string? Type, string? AccountId, bool Inferred, IReadOnlyList<CauseEntityItem> EntityPath);

internal sealed record CauseEntityItem(string Name, bool Remote, double? Coverage, IReadOnlyList<CauseExceptionItem>? Exceptions);

internal sealed record CauseExceptionItem(string? Name, string? Message);

internal sealed record TraceIdsRequest(IReadOnlyList<string?>? TraceIds, string? NextToken);

internal sealed record BatchGetTracesResponse(IReadOnlyList<TraceItem> Traces, IReadOnlyList<string> UnprocessedTraceIds);

internal sealed record TraceItem(string Id, double Duration, bool LimitExceeded, IReadOnlyList<SegmentItem> Segments);

internal sealed record SegmentItem(string Id, string Document);
