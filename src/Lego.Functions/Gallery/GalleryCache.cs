using System.Globalization;
using Lego.Functions.Shared;

namespace Lego.Functions.Gallery;

/// <summary>What the cache holds of images and albums: the detail of each, and the pages of each user's lists and searches.</summary>
internal sealed class GalleryCache(Cache cache)
{
    private static readonly TimeSpan DetailLifetime = TimeSpan.FromSeconds(600);
    private static readonly TimeSpan ListLifetime = TimeSpan.FromSeconds(300);

    public Task<(GalleryImage? Value, CacheGeneration Generation)> GetImageAsync(Guid id, CancellationToken cancellationToken) =>
        cache.GetGuardedAsync(Image(id), AppJson.TypeInfo<GalleryImage>(), cancellationToken);

    public Task SetImageAsync(GalleryImage image, CacheGeneration generation, CancellationToken cancellationToken) =>
        cache.SetGuardedAsync(Image(image.Id), generation, image, AppJson.TypeInfo<GalleryImage>(), DetailLifetime, cancellationToken);

    public Task<(AlbumDetail? Value, CacheGeneration Generation)> GetAlbumAsync(Guid id, CancellationToken cancellationToken) =>
        cache.GetGuardedAsync(Album(id), AppJson.TypeInfo<AlbumDetail>(), cancellationToken);

    public Task SetAlbumAsync(AlbumDetail album, CacheGeneration generation, CancellationToken cancellationToken) =>
        cache.SetGuardedAsync(Album(album.Id), generation, album, AppJson.TypeInfo<AlbumDetail>(), DetailLifetime, cancellationToken);

    /// <summary>A page of a user's images, from here or loaded.</summary>
    public Task<CachedPage<GalleryImage>> ListImagesAsync(
        string userId, Paging paging, string? search, Guid? albumId, Func<Task<Found<GalleryImage>>> load, CancellationToken cancellationToken)
    {
        var page = Page(Images(userId), paging, search).With($":album:{CacheKey.Part(albumId?.ToString())}", ":album:{a|none}");
        return cache.PageAsync(Images(userId), page, paging, ListLifetime, load, cancellationToken);
    }

    /// <summary>A page of a user's albums, from here or loaded.</summary>
    public Task<CachedPage<Album>> ListAlbumsAsync(
        string userId, Paging paging, string? search, Func<Task<Found<Album>>> load, CancellationToken cancellationToken) =>
        cache.PageAsync(Albums(userId), Page(Albums(userId), paging, search), paging, ListLifetime, load, cancellationToken);

    /// <summary>Drops what showed images before they were written, and the albums that such a write touches.</summary>
    public Task DropImagesAsync(
        string userId, IReadOnlyCollection<Guid> images, IReadOnlyCollection<Guid> albums, CancellationToken cancellationToken) =>
        cache.DropAsync(
            [.. images.Select(Image), .. albums.Select(Album)],
            albums.Count > 0 ? [Images(userId), Searches(userId), Albums(userId)] : [Images(userId), Searches(userId)],
            cancellationToken);

    /// <summary>Drops what showed an image without its flag; pages of searches, which live for two minutes, may show it so for that long.</summary>
    public Task DropFlaggedAsync(GalleryImage image, CancellationToken cancellationToken) =>
        cache.DropAsync(
            image.AlbumId is { } album ? [Image(image.Id), Album(album)] : [Image(image.Id)], [Images(image.UserId)], cancellationToken);

    /// <summary>Drops what showed an album before it was written.</summary>
    public Task DropAlbumAsync(string userId, Guid album, CancellationToken cancellationToken) =>
        cache.DropAsync([Album(album)], [Albums(userId)], cancellationToken);

    /// <summary>Drops an album that is gone, and the images that were in it.</summary>
    public Task DropAlbumAsync(string userId, Guid album, IReadOnlyCollection<Guid> images, CancellationToken cancellationToken) =>
        cache.DropAsync([Album(album), .. images.Select(Image)], [Albums(userId), Images(userId)], cancellationToken);

    /// <summary>The family of a user's searches.</summary>
    public static CacheKey Searches(string userId) => new($"gallery:search:{CacheKey.User(userId)}", "gallery:search:{userId}");

    private static CacheKey Image(Guid id) => new($"gallery:image:detail:{id}", "gallery:image:detail:{imageId}");

    private static CacheKey Album(Guid id) => new($"gallery:album:detail:{id}", "gallery:album:detail:{albumId}");

    private static CacheKey Images(string userId) => new($"gallery:images:user:{CacheKey.User(userId)}", "gallery:images:user:{userId}");

    private static CacheKey Albums(string userId) => new($"gallery:albums:user:{CacheKey.User(userId)}", "gallery:albums:user:{userId}");

    private static CacheKey Page(CacheKey family, Paging paging, string? search) => family.With(
        string.Create(CultureInfo.InvariantCulture, $":page:{paging.Page}:limit:{paging.Limit}:search:{CacheKey.Part(search)}"),
        ":page:{p}:limit:{l}:search:{s|none}");
}
