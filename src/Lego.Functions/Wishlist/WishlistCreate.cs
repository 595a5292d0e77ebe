using System.Globalization;
using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Wishlist;

internal sealed record WishlistCreateRequest(
    string? Title, string? Description, string? ProductLink, string? ImageUrl, string? Category, string? SortOrder) : IJsonBody, IValidated
{
    public void Validate(Validation validation) => validation
        .Text("title", Title, 1, WishlistLimits.Title)
        .OptionalText("description", Description, 0, WishlistLimits.Description)
        .Url("productLink", ProductLink)
        .Url("imageUrl", ImageUrl)
        .OptionalText("category", Category, 0, WishlistLimits.Category)
        .OptionalText("sortOrder", SortOrder, 0, WishlistLimits.SortOrder);
}

[JsonSerializable(typeof(WishlistCreateRequest))]
internal sealed partial class WishlistCreateJson : JsonSerializerContext;

/// <summary>POST /api/wishlist: adds an item, at the end unless the caller gives it a place.</summary>
internal sealed class WishlistCreate(AppServices services)
    : HttpHandler<WishlistCreateRequest>("wishlist-create", services.Options, AppJson.With(WishlistCreateJson.Default))
{
    // As answers write times: of one width, so that later items come after earlier ones.
    private const string IsoTime = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    protected override async Task<HttpResult> HandleAsync(WishlistCreateRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var now = context.Clock.GetMilliseconds();
        var sortOrder = request.SortOrder ?? now.ToString(IsoTime, CultureInfo.InvariantCulture);
        var item = await services.Wishlist.CreateAsync(request, context.UserId, sortOrder, now, cancellationToken);
        context.Annotate("itemId", item.Id);
        context.Count(BusinessEvents.WishlistItemsAdded);
        await Task.WhenAll(
            services.WishlistIndex.PutAsync(item, cancellationToken),
            services.WishlistCache.DropListsAsync(context.UserId, cancellationToken));
        return Created(item, "The item was added to your wishlist.");
    }
}
