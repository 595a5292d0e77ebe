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
        var milliseconds = options.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var random = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var key = $"mocs/{mocId}/{kind.Name}/{milliseconds}-{random}-{SanitizedName(file.FileName)}";
        var metadata = new Dictionary<string, string>
        {
            ["mocId"] = mocId.ToString(),
            ["userId"] = userId,
            ["fileType"] = kind.Name,
            ["originalFilename"] = EncodedName(file.FileName),
        };
        await storage.UploadAsync(key, file, file.ContentType, metadata, cancellationToken);
        return storage.UrlOf(key);
    }

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

    private static string EncodedName(string name)
    {
        var encoded = Uri.EscapeDataString(name);
        return encoded.Length <= MaxMetadataCharacters ? encoded : Uri.EscapeDataString(SanitizedName(name));
    }
}
