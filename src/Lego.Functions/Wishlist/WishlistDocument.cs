namespace Lego.Functions.Wishlist;

/// <summary>An item as the index knows it.</summary>
internal sealed record WishlistDocument(
    Guid Id, string UserId, string SortOrder, string Title, string? Description, string? Category, DateTime CreatedAt)
{
    public static WishlistDocument Of(WishlistItem item) =>
        new(item.Id, item.UserId, item.SortOrder, item.Title, item.Description, item.Category, item.CreatedAt);
}
