using Lego.Functions.Shared.Images;

namespace Lego.Functions.Shared;

/// <summary>
/// Images of which a user has one in each place, under <c>{folder}/{userId}/</c>. URLs may come from users: only objects of our bucket
/// under that prefix are ever deleted.
/// </summary>
internal sealed class UserImages(string folder, ObjectStorage storage)
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    /// <summary>Stores an image, records where it is, and deletes the one that it replaces.</summary>
    /// <param name="userId">Whose image it is.</param>
    /// <param name="name">Name of the object in the user's folder.</param>
    /// <param name="image">The image.</param>
    /// <param name="previousUrl">What was recorded before, or null.</param>
    /// <param name="record">Records the URL; when it fails for certain, an object that was not there before is deleted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The URL.</returns>
    public async Task<string> ReplaceAsync(
        string userId, string name, ProcessedImage image, string? previousUrl, Func<string, Task> record, CancellationToken cancellationToken)
    {
        var key = Prefix(userId) + name;
        var url = storage.UrlOf(key);
        // The same key holds the new image then, whatever it held before.
        var replaces = storage.KeyOf(previousUrl) == key;
        try
        {
            await storage.UploadAsync(key, image.File, ProcessedImage.ContentType, NoMetadata, cancellationToken);
            await record(url);
        }
        catch (Exception exception)
        {
            await storage.CleanUpAfterAsync(exception, replaces ? [] : [url]);
            throw;
        }

        if (!replaces)
        {
            await DeleteAsync(userId, previousUrl);
        }

        return url;
    }

    /// <summary>Deletes objects, best effort; URLs that do not lie in the user's folder are left alone.</summary>
    public Task DeleteAsync(string userId, params IReadOnlyList<string?> urls) =>
        storage.CleanUpAsync(urls.Where(url => storage.KeyOf(url) is { } key && IsIn(Prefix(userId), key)));

    /// <summary>The URL of an object in the user's folder.</summary>
    public string UrlOf(string userId, string name) => storage.UrlOf(Prefix(userId) + name);

    private string Prefix(string userId) => $"{folder}/{ObjectStorage.FolderOf(userId)}/";

    /// <summary>A key with dot segments could lead out of the folder on its way through a URL.</summary>
    private static bool IsIn(string prefix, string key) =>
        key.StartsWith(prefix, StringComparison.Ordinal) && !key.Split('/').Any(segment => segment is "." or "..");
}
