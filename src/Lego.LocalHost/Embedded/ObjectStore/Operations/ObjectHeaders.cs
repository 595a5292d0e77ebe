using System.Globalization;
using Lego.LocalHost.Embedded.ObjectStore.Body;
using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>The response headers that describe an object.</summary>
internal static class ObjectHeaders
{
    private static readonly string[] Overridable =
        ["Content-Type", "Content-Disposition", "Cache-Control", "Content-Encoding", "Content-Language", "Expires"];

    /// <summary>After a write: what was stored.</summary>
    public static void WriteStored(S3Request request, StoredObject stored)
    {
        var headers = request.Response.Headers;
        headers.ETag = Quote(stored.ETag);
        headers["x-amz-server-side-encryption"] = stored.Attributes.Encryption;
        WriteChecksum(request, stored.Checksum);
    }

    /// <summary>Before a read: all that is kept with the object, as the request may override it.</summary>
    public static void WriteFull(S3Request request, StoredObject stored)
    {
        var headers = request.Response.Headers;
        foreach (var (name, value) in stored.Attributes.Headers) headers[name] = value;
        foreach (var (name, value) in stored.Attributes.Metadata) headers[ObjectAttributes.MetadataPrefix + name] = value;
        foreach (var name in Overridable)
        {
            var parameter = $"response-{name.ToLowerInvariant()}";
            if (request.Query[parameter] is not { } value) continue;
            if (value.Any(char.IsControl)) throw S3Errors.InvalidArgument("Header value cannot hold control characters.", parameter, "");
            headers[name] = value;
        }

        WriteValidators(request, stored);
        headers["x-amz-server-side-encryption"] = stored.Attributes.Encryption;
        headers.AcceptRanges = "bytes";
        // S3 names the storage class of an object only when it is not the standard one.
        if (stored.Attributes.StorageClass != "STANDARD") headers["x-amz-storage-class"] = stored.Attributes.StorageClass;
    }

    public static void WriteValidators(S3Request request, StoredObject stored)
    {
        request.Response.Headers.ETag = Quote(stored.ETag);
        request.Response.Headers.LastModified = S3Time.Http(stored.LastModified);
    }

    public static void WriteChecksum(S3Request request, StoredChecksum? checksum)
    {
        if (ChecksumAlgorithm.Find(checksum?.Algorithm) is not { } algorithm) return;
        request.Response.Headers[algorithm.Header] = checksum!.Value;
        request.Response.Headers["x-amz-checksum-type"] = checksum.Type;
    }

    public static void WritePartsCount(S3Request request, StoredObject stored)
    {
        if (stored.PartSizes.Count == 0) return;
        request.Response.Headers["x-amz-mp-parts-count"] = stored.PartSizes.Count.ToString(CultureInfo.InvariantCulture);
    }

    public static string Quote(string etag) => $"\"{etag}\"";
}
