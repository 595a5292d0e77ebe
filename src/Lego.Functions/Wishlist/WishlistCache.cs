using Lego.Functions.Shared;

namespace Lego.Functions.Wishlist;

/// <summary>What the cache holds of wishlists: each item, each user's lists, and the pages of each user's searches.</summary>
internal sealed class WishlistCache(Cache cache)
{
    private static readonly TimeSpan ItemLifetime = TimeSpan.FromSeconds(600);
    private static readonly TimeSpan ListLifetime = TimeSpan.FromSeconds(300);

    public Task<(WishlistItem? Value, CacheGeneration Generation)> GetItemAsync(Guid id, CancellationToken cancellationToken) =>
        cache.GetGuardedAsync(Item(id), AppJson.TypeInfo<WishlistItem>(), cancellationToken);

    public Task SetItemAsync(WishlistItem item, CacheGeneration generation, CancellationToken cancellationToken) =>
        cache.SetGuardedAsync(Item(item.Id), generation, item, AppJson.TypeInfo<WishlistItem>(), ItemLifetime, cancellationToken);

    /// <summary>A user's list, from here or loaded.</summary>
    public async Task<IReadOnlyList<WishlistItem>> ListAsync(
        string userId, string? category, Func<Task<IReadOnlyList<WishlistItem>>> load, CancellationToken cancellationToken)
    {
        var type = AppJson.TypeInfo<IReadOnlyList<WishlistItem>>();
        var key = List(userId, category);
        var (cached, generation) = await cache.GetOfFamilyAsync(Lists(userId), key, type, cancellationToken);
        if (cached is not null)
        {
            return cached;
        }

        var items = await load();
        await cache.SetOfFamilyAsync(key, generation, items, type, ListLifetime, cancellationToken);
        return items;
    }

    /// <summary>Drops a user's lists and searches.</summary>
    public Task DropListsAsync(string userId, CancellationToken cancellationToken) => DropAsync(userId, [], cancellationToken);

    /// <summary>Drops items, and their owner's lists and searches.</summary>
    public Task DropAsync(string userId, IEnumerable<Guid> items, CancellationToken cancellationToken) =>
        cache.DropAsync([.. items.Select(Item)], [Lists(userId), Searches(userId)], cancellationToken);

    /// <summary>All searches of a user.</summary>
    public static CacheKey Searches(string userId) => new($"wishlist:search:{CacheKey.User(userId)}", "wishlist:search:{userId}");

    private static CacheKey Item(Guid id) => new($"wishlist:item:{id}", "wishlist:item:{itemId}");

    private static CacheKey Lists(string userId) => new($"wishlist:user:{CacheKey.User(userId)}", "wishlist:user:{userId}");

    private static CacheKey List(string userId, string? category) => category is null
        ? Lists(userId).With(":all", ":all")
        : Lists(userId).With($":category:{Uri.EscapeDataString(category)}", ":category:{c}");
}
