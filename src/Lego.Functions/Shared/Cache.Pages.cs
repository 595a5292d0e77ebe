using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lego.Functions.Shared;

/// <content>Values of families, such as the pages of lists and searches.</content>
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

    /// <summary>
    /// Reads a value of a family and the family's generation in one round trip. Only a value of that generation counts: when the family
    /// is dropped, its values stay where they are and are misses.
    /// </summary>
    public Task<(T? Value, CacheGeneration Generation)> GetOfFamilyAsync<T>(
        CacheKey family, CacheKey key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => ReadAsync(key, family.Generation, isStamped: true, type, cancellationToken);

    /// <summary>Writes a value of a family, stamped with the generation from before its data were read.</summary>
    public Task SetOfFamilyAsync<T>(
        CacheKey key, CacheGeneration generation, T value, JsonTypeInfo<T> type, TimeSpan lifetime, CancellationToken cancellationToken) =>
        generation.Number is { } number
            ? WriteAsync(
                key,
                lifetime,
                database => database.StringSetAsync(
                    key.Value, string.Create(CultureInfo.InvariantCulture, $"{number} {JsonSerializer.Serialize(value, type)}"), lifetime),
                cancellationToken)
            : Task.CompletedTask;

    /// <param name="text">What was stored.</param>
    /// <param name="stamp">The number that it has to begin with; null when it has none.</param>
    /// <param name="type">The value's type.</param>
    private static T? Deserialize<T>(string text, long? stamp, JsonTypeInfo<T> type)
        where T : class
    {
        if (stamp is null)
        {
            return JsonSerializer.Deserialize(text, type);
        }

        var end = text.IndexOf(' ', StringComparison.Ordinal);
        return end > 0 && long.TryParse(text.AsSpan(0, end), CultureInfo.InvariantCulture, out var number) && number == stamp
            ? JsonSerializer.Deserialize(text.AsSpan(end + 1), type)
            : null;
    }
}
