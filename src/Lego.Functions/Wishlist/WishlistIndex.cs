using Lego.Functions.Shared;

namespace Lego.Functions.Wishlist;

/// <summary>The index of wishlist items.</summary>
internal sealed class WishlistIndex(SearchIndex search)
{
    public static readonly SearchMapping Mapping = new(
        "wishlist_items",
        """
        {"settings":{"number_of_shards":1},"mappings":{"dynamic":false,"properties":{
          "id":{"type":"keyword"},"userId":{"type":"keyword"},"sortOrder":{"type":"keyword"},
          "title":{"type":"text"},"description":{"type":"text"},"category":{"type":"text"},"createdAt":{"type":"date"}}}}
        """)
    {
        Fields = ["title^3", "description^2", "category"],
        ThenBy = "sortOrder",
        IsDescending = false,
    };

    public Task PutAsync(WishlistItem item, CancellationToken cancellationToken) =>
        search.IndexAsync(Mapping, item.Id, WishlistDocument.Of(item), AppJson.TypeInfo<WishlistDocument>(), cancellationToken);

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => search.DeleteAsync(Mapping, id, cancellationToken);
}
