using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lego.Functions.Shared;

/// <summary>What we read of OpenSearch's answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(DocumentAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class SearchJson : JsonSerializerContext;

internal sealed record HealthAnswer(string? Status);

internal sealed record SearchAnswer(
    bool TimedOut,
    [property: JsonPropertyName("_shards")] SearchShards? Shards,
    SearchHitList? Hits);

internal sealed record SearchShards(int Failed);

internal sealed record SearchHitList(SearchTotal? Total, IReadOnlyList<SearchHit?>? Hits);

internal sealed record SearchTotal(long Value);

internal sealed record SearchHit([property: JsonPropertyName("_id")] string? Id, [property: JsonPropertyName("_score")] double? Score);

internal sealed record DocumentAnswer(
    bool TimedOut,
    [property: JsonPropertyName("_shards")] SearchShards? Shards,
    DocumentHitList? Hits);

internal sealed record DocumentHitList(IReadOnlyList<DocumentHit?>? Hits);

internal sealed record DocumentHit(
    [property: JsonPropertyName("_id")] string? Id,
    [property: JsonPropertyName("_source")] JsonElement? Source,
    [property: JsonPropertyName("_seq_no")] long SequenceNumber,
    [property: JsonPropertyName("_primary_term")] long PrimaryTerm,
    IReadOnlyList<long>? Sort)
{
    [JsonIgnore]
    public DocumentVersion Version => new(SequenceNumber, PrimaryTerm);
}
