namespace Lego.Functions.Shared;

/// <content>Pages of lists and searches.</content>
internal sealed partial class Cache
{
    // One refresh of the index and some slack.
    private static readonly TimeSpan IndexDelay = TimeSpan.FromSeconds(2);

    /// <summary>A page from the cache, or loaded and kept there under the family's generation.</summary>
    /// <param name="family">What is dropped as one, such as all pages of a user's list.</param>
    /// <param name="key">The page.</param>
    /// <param name="paging">Its number and size.</param>
    /// <param name="lifetime">How long it is kept.</param>
    /// <param name="load">Reads it where it comes from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CachedPage<T>> PageAsync<T>(
        CacheKey family, CacheKey key, Paging paging, TimeSpan lifetime, Func<Task<Found<T>>> load, CancellationToken cancellationToken)
    {
        var type = AppJson.TypeInfo<CachedPage<T>>();
        var (cached, generation) = await GetOfFamilyAsync(family, key, type, cancellationToken);
        if (cached is not null)
        {
            return cached;
        }

        var found = await load();
        var page = new CachedPage<T>(found.Rows, found.Total, PageInfo.Of(paging, found.Total));
        // A page that the index gave right after a write may lack what was written, and would be shown until the next write.
        if (!found.IsFromIndex || generation.Age >= IndexDelay)
        {
            await SetOfFamilyAsync(key, generation, page, type, lifetime, cancellationToken);
        }

        return page;
    }
}
