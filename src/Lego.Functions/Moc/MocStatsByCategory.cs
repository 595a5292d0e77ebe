using System.Text.Json.Serialization;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record MocStatsByCategoryRequest;

[JsonSerializable(typeof(MocStatsByCategoryRequest))]
[JsonSerializable(typeof(IReadOnlyList<CategoryCount>))]
internal sealed partial class MocStatsByCategoryJson : JsonSerializerContext;

/// <summary>GET /api/mocs/stats/by-category: the ten themes and tags that the caller has most of.</summary>
internal sealed class MocStatsByCategory(AppServices services)
    : HttpHandler<MocStatsByCategoryRequest>("moc-stats-by-category", services.Options, AppJson.With(MocStatsByCategoryJson.Default))
{
    private const int Most = 10;

    protected override async Task<HttpResult> HandleAsync(
        MocStatsByCategoryRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var counts = await services.Mocs.CountByCategoryAsync(context.UserId, Most, cancellationToken);
        return List(counts, counts.Sum(category => category.Count));
    }
}
