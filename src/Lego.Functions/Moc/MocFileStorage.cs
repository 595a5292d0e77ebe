using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime;

namespace Lego.Functions.Moc;

/// <summary>The objects of MOC files: their keys, their metadata, storing and cleaning up.</summary>
internal sealed class MocFileStorage(ObjectStorage storage, HandlerOptions options)
{
    private const int MaxNameCharacters = 200;
    // S3 takes 2 KB of metadata in all.
    private const int MaxMetadataCharacters = 1024;

    /// <summary>Stores a file.</summary>
    /// <returns>The URL for its row.</returns>
    public async Task<string> StoreAsync(Guid mocId, string userId, FileKind kind, UploadedFile file, CancellationToken cancellationToken)
    {
        var key = NewKey(mocId, kind.Name, file.FileName);
        var url = storage.UrlOf(key);
        try
        {
            await storage.UploadAsync(key, file, file.ContentType, Metadata(mocId, userId, kind.Name, file.FileName), cancellationToken);
            return url;
        }
        catch
        {
            // S3 may have stored it, with an answer that never came.
            await storage.CleanUpAsync([url]);
            throw;
        }
    }

    /// <summary>Signs the upload of a file that a client sends itself; type, size and metadata are part of the signature.</summary>
    public async Task<SignedMocFile> SignAsync(Guid mocId, string userId, DeclaredFile file, DateTimeOffset expiresAt)
    {
        var id = Guid.NewGuid();
        var key = NewKey(mocId, file.FileType, file.FileName);
        var metadata = Metadata(mocId, userId, file.FileType, file.FileName);
        metadata["fileId"] = id.ToString();
        var upload = await storage.PresignUploadAsync(key, file.MimeType, file.Size, metadata, expiresAt);
        return new SignedMocFile(id, new MocFileRow(file.FileType, storage.UrlOf(key), file.FileName, file.MimeType), upload);
    }

    /// <summary>Those of the files whose object is not there, and those whose object is none of theirs; asked for all at once.</summary>
    public async Task<(IReadOnlyList<MocFile> Missing, IReadOnlyList<MocFile> Wrong)> FindUnusableAsync(
        IReadOnlyList<MocFile> files, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(files.Select(file =>
            storage.KeyOf(file.FileUrl) is { } key ? storage.FindAsync(key, cancellationToken) : Task.FromResult<ObjectHead?>(null)));
        return (
            [.. files.Where((_, i) => found[i] is null)],
            [.. files.Where((file, i) => found[i] is { } head && !IsAllowed(file, head))]);
    }

    /// <inheritdoc cref="ObjectStorage.CleanUpAfterAsync"/>
    public Task CleanUpAfterAsync(Exception failure, IEnumerable<string?> urls) => storage.CleanUpAfterAsync(failure, urls);

    /// <inheritdoc cref="ObjectStorage.CleanUpAsync"/>
    public Task CleanUpAsync(IEnumerable<string?> urls) => storage.CleanUpAsync(urls);

    internal static string SanitizedName(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            var allowed = char.IsAsciiLetterOrDigit(character) || character is '.' or '-';
            if (allowed || clean.Length == 0 || clean[^1] != '_')
            {
                clean.Append(allowed ? char.ToLowerInvariant(character) : '_');
            }
        }

        // A key has at most 1024 bytes; of a long name the end tells more, since it holds the extension.
        return clean.Length <= MaxNameCharacters ? clean.ToString() : clean.ToString(clean.Length - MaxNameCharacters, MaxNameCharacters);
    }

    /// <summary>The signature has bound both already; this is for an object that came another way.</summary>
    private static bool IsAllowed(MocFile file, ObjectHead head)
    {
        // A gallery image that became the thumbnail keeps its size.
        var kind = FileKind.Find(file.FileType) is { IsImage: false } other ? other : FileKind.GalleryImage;
        return head.Length <= kind.MaxBytes
            && (string.IsNullOrEmpty(file.MimeType) || string.Equals(file.MimeType, head.ContentType, StringComparison.OrdinalIgnoreCase));
    }

    private string NewKey(Guid mocId, string fileType, string fileName)
    {
        var milliseconds = options.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return $"mocs/{mocId}/{fileType}/{milliseconds}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}-{SanitizedName(fileName)}";
    }

    private static Dictionary<string, string> Metadata(Guid mocId, string userId, string fileType, string fileName) => new()
    {
        ["mocId"] = mocId.ToString(),
        ["userId"] = userId,
        ["fileType"] = fileType,
        ["originalFilename"] = EncodedName(fileName),
    };

    private static string EncodedName(string name)
    {
        var encoded = Uri.EscapeDataString(name);
        return encoded.Length <= MaxMetadataCharacters ? encoded : Uri.EscapeDataString(SanitizedName(name));
    }
}
