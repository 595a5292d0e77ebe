using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lego.TraceConsole.XRayApi;

/// <summary>restJson1: members without a value are left out.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EmptyRequest))]
[JsonSerializable(typeof(EmptyResponse))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(PagedRequest))]
[JsonSerializable(typeof(PutTraceSegmentsRequest))]
[JsonSerializable(typeof(PutTraceSegmentsResponse))]
[JsonSerializable(typeof(PutTelemetryRecordsRequest))]
[JsonSerializable(typeof(InsightSummariesResponse))]
[JsonSerializable(typeof(EncryptionConfigResponse))]
[JsonSerializable(typeof(TraceSegmentDestinationResponse))]
[JsonSerializable(typeof(TraceSummariesRequest))]
[JsonSerializable(typeof(TraceSummariesResponse))]
[JsonSerializable(typeof(TraceIdsRequest))]
[JsonSerializable(typeof(BatchGetTracesResponse))]
[JsonSerializable(typeof(ServiceGraphRequest))]
[JsonSerializable(typeof(ServiceGraphResponse))]
[JsonSerializable(typeof(TraceGraphResponse))]
[JsonSerializable(typeof(TimeSeriesRequest))]
[JsonSerializable(typeof(TimeSeriesResponse))]
[JsonSerializable(typeof(GroupRequest))]
[JsonSerializable(typeof(GroupResponse))]
[JsonSerializable(typeof(GroupsResponse))]
[JsonSerializable(typeof(SamplingRuleItem))]
[JsonSerializable(typeof(SamplingRulesResponse))]
[JsonSerializable(typeof(CreateSamplingRuleRequest))]
[JsonSerializable(typeof(UpdateSamplingRuleRequest))]
[JsonSerializable(typeof(DeleteSamplingRuleRequest))]
[JsonSerializable(typeof(SamplingRuleResponse))]
[JsonSerializable(typeof(SamplingTargetsRequest))]
[JsonSerializable(typeof(SamplingTargetsResponse))]
[JsonSerializable(typeof(StatisticSummariesResponse))]
internal sealed partial class XRayJson : JsonSerializerContext
{
    /// <summary>Documents are texts full of quotation marks, which would be written in six characters each.</summary>
    public static XRayJson Relaxed { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
