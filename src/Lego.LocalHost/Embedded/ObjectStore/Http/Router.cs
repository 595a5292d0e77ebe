using System.Text;
using Lego.LocalHost.Embedded.ObjectStore.Operations;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore.Http;

/// <summary>Finds the operation that a request means: by what it addresses, its method and its sub-resource.</summary>
internal sealed class Router(ObjectStoreOptions options, BucketCatalog buckets)
{
    private const int MaxKeyBytes = 1024;

    private static readonly string[] UnsupportedOfBucket =
    [
        "accelerate", "acl", "analytics", "encryption", "intelligent-tiering", "inventory", "lifecycle", "logging", "metrics",
        "notification", "object-lock", "ownershipControls", "policy", "policyStatus", "publicAccessBlock", "replication",
        "requestPayment", "session", "tagging", "versions", "website", "cors", "versioning", "location", "uploads",
    ];

    private static readonly string[] UnsupportedOfObject =
        ["acl", "attributes", "legal-hold", "restore", "retention", "select", "tagging", "torrent", "renameObject"];

    private readonly BucketOperations _buckets = new(options, buckets);
    private readonly ObjectListing _listing = new(buckets);
    private readonly ObjectReader _reader = new(buckets);
    private readonly ObjectWriter _writer = new(options, buckets);
    private readonly ObjectCopier _copier = new(options, buckets);
    private readonly ObjectDeleter _deleter = new(buckets);
    private readonly MultipartLifecycle _uploads = new(options, buckets);
    private readonly MultipartParts _parts = new(options, buckets);
    private readonly MultipartListing _uploadListing = new(buckets);

    public Func<S3Request, CancellationToken, Task> Resolve(S3Request request)
    {
        if (request.Bucket.Length == 0)
        {
            return request.Method == "GET" ? _buckets.ListAsync : throw S3Errors.MethodNotAllowed(request.Method);
        }

        if (request.Key.Length == 0) return OfBucket(request) ?? throw Refusal(request, UnsupportedOfBucket);
        if (Encoding.UTF8.GetByteCount(request.Key) > MaxKeyBytes)
        {
            throw new S3Exception(400, "KeyTooLongError", "Your key is too long", ("MaxSizeAllowed", $"{MaxKeyBytes}"));
        }

        if (request.Query["versionId"] is { } version and not "null")
        {
            throw S3Errors.InvalidArgument("Invalid version id specified", "versionId", version);
        }

        return OfObject(request) ?? throw Refusal(request, UnsupportedOfObject);
    }

    private Func<S3Request, CancellationToken, Task>? OfBucket(S3Request request)
    {
        var query = request.Query;
        switch (request.Method)
        {
            case "GET" when query.Has("location"): return _buckets.LocationAsync;
            case "GET" when query.Has("versioning"): return _buckets.VersioningAsync;
            case "GET" when query.Has("cors"): return _buckets.CorsAsync;
            case "GET" when query.Has("uploads"): return _uploadListing.ListUploadsAsync;
            case "POST" when query.Has("delete"): return _deleter.DeleteManyAsync;
        }

        if (UnsupportedOfBucket.Any(query.Has)) return null;
        return request.Method switch
        {
            "GET" when query["list-type"] == "2" => _listing.ListV2Async,
            "GET" => _listing.ListV1Async,
            "HEAD" => _buckets.HeadAsync,
            "PUT" => _buckets.CreateAsync,
            "DELETE" => _buckets.DeleteAsync,
            _ => null,
        };
    }

    private Func<S3Request, CancellationToken, Task>? OfObject(S3Request request)
    {
        var query = request.Query;
        if (UnsupportedOfObject.Any(query.Has)) return null;
        var isCopy = request.Header("x-amz-copy-source") is not null;
        var isOfUpload = query.Has("uploadId");
        return request.Method switch
        {
            "GET" when isOfUpload => _uploadListing.ListPartsAsync,
            "GET" or "HEAD" => _reader.ReadAsync,
            "PUT" when isOfUpload => isCopy ? _parts.CopyAsync : _parts.UploadAsync,
            "PUT" => isCopy ? _copier.CopyAsync : _writer.PutAsync,
            "POST" when query.Has("uploads") => _uploads.CreateAsync,
            "POST" when isOfUpload => _uploads.CompleteAsync,
            "DELETE" => isOfUpload ? _uploads.AbortAsync : _deleter.DeleteAsync,
            _ => null,
        };
    }

    private static S3Exception Refusal(S3Request request, string[] unsupported) =>
        Array.Find(unsupported, request.Query.Has) is { } subresource
            ? S3Errors.NotImplemented($"{request.Method} ?{subresource}")
            : S3Errors.MethodNotAllowed(request.Method);
}
