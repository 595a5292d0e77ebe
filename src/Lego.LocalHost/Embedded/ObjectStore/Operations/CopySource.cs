using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>The object that x-amz-copy-source names.</summary>
internal sealed record CopySource(string Bucket, string Key)
{
    private const string Header = "x-amz-copy-source";

    public static CopySource Read(S3Request request)
    {
        var text = request.Header(Header) ?? throw S3Errors.InvalidRequest($"Missing required header for this request: {Header}");
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        if (mark >= 0 && text[(mark + 1)..] != "versionId=null")
        {
            throw S3Errors.InvalidArgument("Invalid version id specified", Header, text);
        }

        var path = UriEncoding.Decode(mark < 0 ? text : text.AsSpan(0, mark), plusIsBlank: false);
        if (path.StartsWith('/')) path = path[1..];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < path.Length - 1
            ? new CopySource(path[..slash], path[(slash + 1)..])
            : throw S3Errors.InvalidArgument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey", Header, text);
    }

    public OpenObject Open(S3Request request, BucketCatalog buckets)
    {
        var open = buckets.Get(Bucket).OpenRead(Key);
        var conditions = new ReadConditions(
            request.Header($"{Header}-if-match"), request.Header($"{Header}-if-none-match"),
            request.Header($"{Header}-if-modified-since"), request.Header($"{Header}-if-unmodified-since"));
        if (conditions.FindFailed(open.Stored) is not { } failed) return open;
        open.Dispose();
        throw S3Errors.PreconditionFailed($"{Header}-{failed.ToLowerInvariant()}");
    }
}
