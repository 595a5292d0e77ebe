using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Wishlist;

internal sealed record WishlistUpdateRequest : IJsonBody, IValidated
{
    public Guid Id { get; init; }

    public Optional<string> Title { get; init; }

    public Optional<string> Description { get; init; }

    public Optional<string> ProductLink { get; init; }

    public Optional<string> ImageUrl { get; init; }

    public Optional<string> Category { get; init; }

    public Optional<string> SortOrder { get; init; }

    public void Validate(Validation validation) => validation
        .Change("title", Title, 1, WishlistLimits.Title, canClear: false)
        .Change("description", Description, 0, WishlistLimits.Description)
        .Url("productLink", ProductLink.Value)
        .Url("imageUrl", ImageUrl.Value)
        .Change("category", Category, 0, WishlistLimits.Category)
        .Change("sortOrder", SortOrder, 0, WishlistLimits.SortOrder, canClear: false);
}

[JsonSerializable(typeof(WishlistUpdateRequest))]
internal sealed partial class WishlistUpdateJson : JsonSerializerContext;

/// <summary>PATCH /api/wishlist/{id}: changes the members that are in the body; null clears all but title and place.</summary>
internal sealed class WishlistUpdate(AppServices services)
    : HttpHandler<WishlistUpdateRequest>("wishlist-update", services.Options, AppJson.With(WishlistUpdateJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(WishlistUpdateRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("itemId", request.Id);
        var changed = await services.Wishlist.UpdateAsync(request, context.UserId, context.Clock.GetMilliseconds(), cancellationToken);
        var item = Gates.Owner(
            changed ?? await services.Wishlist.FindAsync(request.Id, cancellationToken), context.UserId, WishlistStore.ItemName);
        await Task.WhenAll(
            services.WishlistIndex.PutAsync(item, cancellationToken),
            services.WishlistCache.DropAsync(context.UserId, [item.Id], cancellationToken));
        return Ok(item, "The item was changed.");
    }
}
