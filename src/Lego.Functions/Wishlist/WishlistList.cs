using System.Text.Json.Serialization;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Wishlist;

internal sealed record WishlistListRequest(string? Category, string? Search) : IValidated
{
    public void Validate(Validation validation) => validation
        .OptionalText("category", Category, 0, WishlistLimits.Category)
        .OptionalText("search", Search, 0, WishlistLimits.SearchText);
}

[JsonSerializable(typeof(WishlistListRequest))]
internal sealed partial class WishlistListJson : JsonSerializerContext;

/// <summary>GET /api/wishlist: all items of the caller, or those of a category or with a text in them, in the caller's order.</summary>
internal sealed class WishlistList(AppServices services)
    : HttpHandler<WishlistListRequest>("wishlist-list", services.Options, AppJson.With(WishlistListJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(WishlistListRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var category = string.IsNullOrWhiteSpace(request.Category) ? null : request.Category;
        var search = string.IsNullOrWhiteSpace(request.Search) ? null : request.Search.Trim();
        Task<IReadOnlyList<WishlistItem>> LoadAsync() => services.Wishlist.ListAsync(context.UserId, category, search, cancellationToken);

        return List(search is null
            ? await services.WishlistCache.ListAsync(context.UserId, category, LoadAsync, cancellationToken)
            : await LoadAsync());
    }
}
