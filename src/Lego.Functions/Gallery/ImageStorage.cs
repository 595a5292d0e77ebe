using Lego.Functions.Shared;
using Lego.Functions.Shared.Images;

namespace Lego.Functions.Gallery;

/// <summary>The objects of gallery images.</summary>
internal sealed class ImageStorage(ObjectStorage storage)
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    public string UrlOf(string userId, Guid id) => storage.UrlOf(Key(userId, id));

    public string ThumbnailUrlOf(string userId, Guid id) => storage.UrlOf(ThumbnailKey(userId, id));

    public Task StoreAsync(string userId, Guid id, ProcessedImage image, ProcessedImage thumbnail, CancellationToken cancellationToken) =>
        Task.WhenAll(
            PutAsync(Key(userId, id), image, cancellationToken),
            PutAsync(ThumbnailKey(userId, id), thumbnail, cancellationToken));

    /// <inheritdoc cref="ObjectStorage.CleanUpAfterAsync"/>
    public Task CleanUpAfterAsync(Exception failure, params IEnumerable<string?> urls) => storage.CleanUpAfterAsync(failure, urls);

    /// <inheritdoc cref="ObjectStorage.CleanUpAsync"/>
    public Task CleanUpAsync(params IEnumerable<string?> urls) => storage.CleanUpAsync(urls);

    private Task PutAsync(string key, ProcessedImage image, CancellationToken cancellationToken) =>
        storage.UploadAsync(key, image.File, ProcessedImage.ContentType, NoMetadata, cancellationToken);

    private static string Key(string userId, Guid id) => $"images/{ObjectStorage.FolderOf(userId)}/{id}.webp";

    private static string ThumbnailKey(string userId, Guid id) => $"images/{ObjectStorage.FolderOf(userId)}/thumbnails/{id}.webp";
}
