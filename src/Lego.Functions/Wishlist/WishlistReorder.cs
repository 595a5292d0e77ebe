using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Wishlist;

internal sealed record WishlistPlace(Guid Id, string? SortOrder);

internal sealed record WishlistReorderRequest(IReadOnlyList<WishlistPlace?>? Items) : IJsonBody, IValidated
{
    private const int MaxItems = 500;

    public IReadOnlyList<WishlistPlace> Places => [.. Items!.OfType<WishlistPlace>()];

    public void Validate(Validation validation)
    {
        if (Items is not { Count: >= 1 and <= MaxItems })
        {
            validation.Add("items", Items is null ? "is required" : $"must have 1 to {MaxItems} items");
            return;
        }

        for (var i = 0; i < Items.Count; i++)
        {
            validation
                .Check(Items[i] is { } item && item.Id != Guid.Empty, $"items[{i}].id", "is required")
                .Text($"items[{i}].sortOrder", Items[i]?.SortOrder, 1, WishlistLimits.SortOrder);
        }

        validation.Check(Items.Select(item => item?.Id).Distinct().Count() == Items.Count, "items", "must name each id once");
    }
}

internal sealed record WishlistReordered(int Updated);

[JsonSerializable(typeof(WishlistReorderRequest))]
[JsonSerializable(typeof(WishlistReordered))]
internal sealed partial class WishlistReorderJson : JsonSerializerContext;

/// <summary>POST /api/wishlist/reorder: gives items new places, all of them or none.</summary>
internal sealed class WishlistReorder(AppServices services)
    : HttpHandler<WishlistReorderRequest>("wishlist-reorder", services.Options, AppJson.With(WishlistReorderJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(WishlistReorderRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var places = request.Places;
        context.Annotate("itemCount", places.Count);
        var updated = await services.Wishlist.ReorderAsync(context.UserId, places, context.Clock.GetMilliseconds(), cancellationToken);
        await services.WishlistCache.DropAsync(context.UserId, [.. places.Select(place => place.Id)], cancellationToken);
        return Ok(new WishlistReordered(updated), "The wishlist was reordered.");
    }
}
