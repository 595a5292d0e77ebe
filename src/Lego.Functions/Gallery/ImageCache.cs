using Lego.Functions.Shared;

namespace Lego.Functions.Gallery;

/// <summary>What the cache holds of images.</summary>
internal sealed class ImageCache(Cache cache)
{
    /// <summary>Drops what showed images that are gone.</summary>
    public Task DropAsync(string userId, IEnumerable<Guid> images, CancellationToken cancellationToken) =>
        cache.DropAsync([.. images.Select(Detail)], [List(userId), Search(userId)], cancellationToken);

    private static CacheKey Detail(Guid id) => new($"gallery:image:detail:{id}", "gallery:image:detail:{imageId}");

    private static CacheKey List(string userId) => new($"gallery:images:user:{userId}", "gallery:images:user:{userId}");

    private static CacheKey Search(string userId) => new($"gallery:search:{userId}", "gallery:search:{userId}");
}
