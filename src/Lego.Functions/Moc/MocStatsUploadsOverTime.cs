using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record MocStatsUploadsOverTimeRequest;

[JsonSerializable(typeof(MocStatsUploadsOverTimeRequest))]
[JsonSerializable(typeof(IReadOnlyList<MonthlyCount>))]
internal sealed partial class MocStatsUploadsOverTimeJson : JsonSerializerContext;

/// <summary>GET /api/mocs/stats/uploads-over-time: how many MOCs of which theme the caller added in each of the last twelve months.</summary>
internal sealed class MocStatsUploadsOverTime(AppServices services)
    : HttpHandler<MocStatsUploadsOverTimeRequest>("moc-stats-uploads-over-time", services.Options, AppJson.With(MocStatsUploadsOverTimeJson.Default))
{
    private const int Months = 12;

    protected override async Task<HttpResult> HandleAsync(
        MocStatsUploadsOverTimeRequest request, HttpRequestContext context, CancellationToken cancellationToken) =>
        List(await services.Mocs.CountByMonthAsync(context.UserId, context.Clock.GetMilliseconds().AddMonths(-Months), cancellationToken));
}
