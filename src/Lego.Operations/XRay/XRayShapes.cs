using System.Text.Json.Serialization;

namespace Lego.Operations.XRay;

// Shapes of the calls, as far as they are used here. Source: AWS X-Ray API reference; times are epoch seconds.

internal sealed record TraceSummariesCall(double StartTime, double EndTime, string? FilterExpression, string? NextToken);

internal sealed record TraceSummariesAnswer(IReadOnlyList<TraceSummary>? TraceSummaries, string? NextToken);

/// <param name="Id">Id of the trace.</param>
/// <param name="ResponseTime">Seconds from the first segment's start to its end.</param>
/// <param name="IsPartial">True while a segment is in progress.</param>
internal sealed record TraceSummary(string Id, double? ResponseTime, bool? IsPartial);

internal sealed record BatchGetTracesCall(IReadOnlyList<string> TraceIds, string? NextToken);

internal sealed record BatchGetTracesAnswer(IReadOnlyList<TraceItem>? Traces, string? NextToken);

internal sealed record TraceItem(string Id, bool? LimitExceeded, IReadOnlyList<SegmentItem>? Segments);

/// <param name="Id">Id of the segment.</param>
/// <param name="Document">The segment as JSON text, with the subsegments that were sent alone inside of it.</param>
internal sealed record SegmentItem(string Id, string Document);

internal sealed record ServiceGraphCall(double StartTime, double EndTime, string? NextToken);

internal sealed record ServiceGraphAnswer(IReadOnlyList<ServiceItem>? Services, string? NextToken);

/// <param name="ReferenceId">Number by which edges name it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, for example <c>Database::SQL</c>.</param>
/// <param name="Edges">What it calls.</param>
internal sealed record ServiceItem(int ReferenceId, string? Name, string? Type, IReadOnlyList<EdgeItem>? Edges);

/// <param name="ReferenceId">Number of the service that is called.</param>
internal sealed record EdgeItem(int ReferenceId);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TraceSummariesCall))]
[JsonSerializable(typeof(TraceSummariesAnswer))]
[JsonSerializable(typeof(BatchGetTracesCall))]
[JsonSerializable(typeof(BatchGetTracesAnswer))]
[JsonSerializable(typeof(ServiceGraphCall))]
[JsonSerializable(typeof(ServiceGraphAnswer))]
internal sealed partial class XRayJson : JsonSerializerContext;
