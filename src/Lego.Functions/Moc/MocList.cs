using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record MocListRequest(int? Page, int? Limit, string? Search, string? Tag) : IValidated
{
    public void Validate(Validation validation)
    {
        Paging.Validate(validation, Page, Limit);
        validation.OptionalText("search", Search).OptionalText("tag", Tag);
    }
}

[JsonSerializable(typeof(MocListRequest))]
internal sealed partial class MocListJson : JsonSerializerContext;

/// <summary>GET /api/mocs: one page of the caller's MOCs, by last change or, with a search, by relevance.</summary>
internal sealed class MocList(AppServices services)
    : HttpHandler<MocListRequest>("moc-list", services.Options, AppJson.With(MocListJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(MocListRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var paging = Paging.Of(request.Page, request.Limit);
        var search = string.IsNullOrWhiteSpace(request.Search) ? null : request.Search.Trim();
        var tag = string.IsNullOrWhiteSpace(request.Tag) ? null : request.Tag;

        var generation = await services.MocCache.ListGenerationAsync(context.UserId, cancellationToken);
        var cached = await services.MocCache.GetPageAsync(context.UserId, generation, paging, search, tag, cancellationToken);
        if (cached is not null)
        {
            return Page(cached.Data, paging.Page, paging.Limit, cached.Total);
        }

        var fromIndex = false;
        IReadOnlyList<Moc> mocs;
        long total;
        if (search is null)
        {
            (mocs, total) = await services.Mocs.ListAsync(context.UserId, null, tag, paging, cancellationToken);
        }
        else
        {
            (mocs, total, fromIndex) = await services.MocSearch.FindAsync(context, search, tag, paging, cancellationToken);
        }

        if (MocSearch.IsSettled(fromIndex, generation))
        {
            var page = new CachedPage<Moc>(mocs, total, PageInfo.Of(paging, total));
            await services.MocCache.SetPageAsync(context.UserId, generation, paging, search, tag, page, cancellationToken);
        }

        return Page(mocs, paging.Page, paging.Limit, total);
    }
}
