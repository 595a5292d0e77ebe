using System.Text;
using Lego.LocalHost.Embedded.ObjectStore.Http;

namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <summary>What a client says about an object when it writes it, and gets back with it.</summary>
internal sealed record ObjectAttributes(
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> Metadata,
    string Encryption,
    string StorageClass)
{
    public const string MetadataPrefix = "x-amz-meta-";

    private const int MaxMetadataBytes = 2048;

    private static readonly string[] HeaderNames =
        ["Content-Type", "Content-Disposition", "Cache-Control", "Content-Encoding", "Content-Language", "Expires"];

    public static ObjectAttributes Read(S3Request request)
    {
        RefuseUnsupported(request);
        var headers = HeaderNames
            .Select(name => (Name: name, Value: name == "Content-Encoding" ? ContentEncoding(request) : request.Header(name)))
            .Where(header => header.Value is not null)
            .ToDictionary(header => header.Name, header => header.Value!);
        headers.TryAdd("Content-Type", "binary/octet-stream");
        var storageClass = request.Header("x-amz-storage-class") ?? "STANDARD";
        return new ObjectAttributes(headers, ReadMetadata(request), ReadEncryption(request), storageClass);
    }

    // aws-chunked is how the body travels, not how the object is encoded.
    private static string? ContentEncoding(S3Request request)
    {
        var encodings = (request.Header("Content-Encoding") ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var kept = encodings.Where(encoding => !encoding.Equals("aws-chunked", StringComparison.OrdinalIgnoreCase)).ToList();
        return kept.Count == 0 ? null : string.Join(',', kept);
    }

    private static Dictionary<string, string> ReadMetadata(S3Request request)
    {
        var metadata = request.Context.Request.Headers
            .Where(header => header.Key.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(
                header => header.Key[MetadataPrefix.Length..].ToLowerInvariant(),
                header => string.Join(',', header.Value.ToArray()));
        var size = metadata.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value));
        return size <= MaxMetadataBytes
            ? metadata
            : throw new S3Exception(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size",
                ("Size", $"{size}"), ("MaxSizeAllowed", $"{MaxMetadataBytes}"));
    }

    private static string ReadEncryption(S3Request request)
    {
        const string Header = "x-amz-server-side-encryption";
        return request.Header(Header) switch
        {
            null or "AES256" => "AES256",
            "aws:kms" or "aws:kms:dsse" => throw S3Errors.NotImplemented($"{Header} with keys of a key service"),
            var other => throw S3Errors.InvalidArgument("The encryption method specified is not supported", Header, other),
        };
    }

    // Taking these and doing nothing would hide a difference that only shows in the cloud.
    private static void RefuseUnsupported(S3Request request)
    {
        string[] unsupported =
        [
            "x-amz-tagging", "x-amz-website-redirect-location", "x-amz-server-side-encryption-customer-algorithm",
            "x-amz-object-lock-mode", "x-amz-object-lock-legal-hold", "x-amz-write-offset-bytes",
        ];
        if (Array.Find(unsupported, name => request.Header(name) is not null) is { } header) throw S3Errors.NotImplemented(header);
    }
}
