namespace Lego.TraceConsole.XRayApi;

// Members of all shapes have the names of the API, since they are what is written. Source: AWS X-Ray API reference.
internal sealed record PutTraceSegmentsRequest(IReadOnlyList<string?>? TraceSegmentDocuments);

internal sealed record PutTraceSegmentsResponse(IReadOnlyList<UnprocessedSegment> UnprocessedTraceSegments);

internal sealed record UnprocessedSegment(string? Id, string ErrorCode, string Message);

internal sealed record PutTelemetryRecordsRequest(
    IReadOnlyList<TelemetryRecord?>? TelemetryRecords, string? EC2InstanceId, string? Hostname, string? ResourceARN);

internal sealed record TelemetryRecord(double? Timestamp);

internal sealed record EmptyRequest;

internal sealed record EmptyResponse;

internal sealed record PagedRequest(string? NextToken);

internal sealed record ErrorResponse(string Message);

internal sealed record InsightSummariesResponse(IReadOnlyList<string> InsightSummaries);

internal sealed record EncryptionConfigResponse(EncryptionConfig EncryptionConfig);

internal sealed record EncryptionConfig(string Status, string Type);

internal sealed record TraceSegmentDestinationResponse(string Destination, string Status);
