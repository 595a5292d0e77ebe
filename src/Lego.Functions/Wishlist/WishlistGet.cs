using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Wishlist;

internal sealed record WishlistGetRequest(Guid Id);

[JsonSerializable(typeof(WishlistGetRequest))]
internal sealed partial class WishlistGetJson : JsonSerializerContext;

/// <summary>GET /api/wishlist/{id}: an item of the caller's wishlist.</summary>
internal sealed class WishlistGet(AppServices services)
    : HttpHandler<WishlistGetRequest>("wishlist-get", services.Options, AppJson.With(WishlistGetJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(WishlistGetRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("itemId", request.Id);
        var (cached, generation) = await services.WishlistCache.GetItemAsync(request.Id, cancellationToken);
        if (cached is not null)
        {
            return Ok(Gates.Owner(cached, context.UserId, WishlistStore.ItemName));
        }

        var item = Gates.Owner(await services.Wishlist.FindAsync(request.Id, cancellationToken), context.UserId, WishlistStore.ItemName);
        await services.WishlistCache.SetItemAsync(item, generation, cancellationToken);
        return Ok(item);
    }
}
