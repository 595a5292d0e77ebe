using System.Text.Json.Serialization;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.PartsLists;

internal sealed record PartsListUserSummaryRequest;

internal sealed record PartsListCounts(
    long Planning,
    [property: JsonPropertyName("in_progress")] long InProgress,
    long Completed);

internal sealed record PartsListSummary(
    long TotalPartsLists, PartsListCounts ByStatus, long TotalParts, long TotalCompletedParts, int CompletionPercentage);

internal sealed record PartsListSummaryAnswer(PartsListSummary Summary);

[JsonSerializable(typeof(PartsListUserSummaryRequest))]
[JsonSerializable(typeof(PartsListSummaryAnswer))]
internal sealed partial class PartsListUserSummaryJson : JsonSerializerContext;

/// <summary>GET /api/user/parts-lists/summary: how many parts lists the caller has and how complete they are.</summary>
internal sealed class PartsListUserSummary(AppServices services)
    : HttpHandler<PartsListUserSummaryRequest>("parts-list-user-summary", services.Options, AppJson.With(PartsListUserSummaryJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        PartsListUserSummaryRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var totals = await services.PartsLists.SummarizeAsync(context.UserId, cancellationToken);
        var byStatus = new PartsListCounts(totals.Planning, totals.InProgress, totals.Completed);
        return Ok(new PartsListSummaryAnswer(new PartsListSummary(
            totals.Lists, byStatus, totals.Parts, totals.CompletedParts, totals.Percentage)));
    }
}
