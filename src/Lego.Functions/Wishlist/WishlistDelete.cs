using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Wishlist;

internal sealed record WishlistDeleteRequest(Guid Id);

internal sealed record WishlistDeleted(Guid Id);

[JsonSerializable(typeof(WishlistDeleteRequest))]
[JsonSerializable(typeof(WishlistDeleted))]
internal sealed partial class WishlistDeleteJson : JsonSerializerContext;

/// <summary>DELETE /api/wishlist/{id}: takes an item off the wishlist, and its image out of the bucket if it is there.</summary>
internal sealed class WishlistDelete(AppServices services)
    : HttpHandler<WishlistDeleteRequest>("wishlist-delete", services.Options, AppJson.With(WishlistDeleteJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(WishlistDeleteRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("itemId", request.Id);
        var deleted = Gates.Owner(
            await services.Wishlist.DeleteAsync(request.Id, context.UserId, cancellationToken)
                ?? await services.Wishlist.FindAsync(request.Id, cancellationToken),
            context.UserId,
            WishlistStore.ItemName);

        // The row is gone for good: what follows cannot fail the request.
        await Task.WhenAll(
            services.WishlistImages.DeleteAsync(context.UserId, deleted.ImageUrl),
            services.WishlistIndex.DeleteAsync(request.Id, cancellationToken),
            services.WishlistCache.DropAsync(context.UserId, [request.Id], cancellationToken));
        return Ok(new WishlistDeleted(request.Id), "The item was removed from your wishlist.");
    }
}
