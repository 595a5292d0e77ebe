using System.Text.Json.Serialization;

namespace Lego.Lambda.Runtime.Sampling.Remote;

// Shapes of the two calls. Source: AWS X-Ray API reference, GetSamplingRules and GetSamplingTargets; times are epoch seconds.
internal sealed record RulesRequest(string? NextToken);

internal sealed record TargetsRequest(IReadOnlyList<StatisticsDocument> SamplingStatisticsDocuments);

internal sealed record StatisticsDocument(
    string RuleName,
    [property: JsonPropertyName("ClientID")] string ClientId,
    long Timestamp,
    int RequestCount,
    int SampledCount,
    int BorrowCount);

internal sealed record TargetsAnswer(IReadOnlyList<TargetDocument>? SamplingTargetDocuments, double? LastRuleModification);

internal sealed record TargetDocument(
    string? RuleName,
    double? FixedRate,
    int? ReservoirQuota,
    [property: JsonPropertyName("ReservoirQuotaTTL")] double? ReservoirQuotaTtl,
    int? Interval);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RulesRequest))]
[JsonSerializable(typeof(TargetsRequest))]
[JsonSerializable(typeof(TargetsAnswer))]
internal sealed partial class SamplingJson : JsonSerializerContext;
