using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Wishlist;

internal sealed record WishlistSearchRequest(string? Search, int? Page, int? Limit) : IValidated
{
    public void Validate(Validation validation)
    {
        Paging.Validate(validation, Page, Limit);
        validation
            .Text("search", Search, 1, WishlistLimits.SearchText)
            .Check(Search is not { Length: > 0 } || !string.IsNullOrWhiteSpace(Search), "search", "must not be blank");
    }
}

[JsonSerializable(typeof(WishlistSearchRequest))]
internal sealed partial class WishlistSearchJson : JsonSerializerContext;

/// <summary>GET /api/wishlist/search: one page of the caller's items that fit a text, best first.</summary>
internal sealed class WishlistSearch(AppServices services)
    : HttpHandler<WishlistSearchRequest>("wishlist-search", services.Options, AppJson.With(WishlistSearchJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(WishlistSearchRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var query = new SearchQuery(context.UserId, request.Search!.Trim(), Paging.Of(request.Page, request.Limit));
        var page = await services.TextSearch.PageAsync(
            context, WishlistCache.Searches(context.UserId), WishlistIndex.Mapping, services.Wishlist, query, cancellationToken);
        return Page(page.Data, query.Paging.Page, query.Paging.Limit, page.Total);
    }
}
