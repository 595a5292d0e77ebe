using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record MocListRequest(int? Page, int? Limit, string? Search, string? Tag) : IValidated
{
    public void Validate(Validation validation)
    {
        Paging.Validate(validation, Page, Limit);
        validation.OptionalText("search", Search, max: 200).OptionalText("tag", Tag);
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

        var page = await services.MocCache.ListAsync(
            context.UserId,
            paging,
            search,
            tag,
            () => search is null
                ? services.Mocs.ListAsync(context.UserId, tag, paging, cancellationToken)
                : services.TextSearch.FindAsync(
                    context, MocIndex.Mapping, services.Mocs, new SearchQuery(context.UserId, search, paging, tag), cancellationToken),
            cancellationToken);
        return Page(page.Data, paging.Page, paging.Limit, page.Total);
    }
}
