using Lego.LocalHost.Embedded.ObjectStore.Body;
using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>Beginning and end of a multipart upload.</summary>
internal sealed class MultipartLifecycle(ObjectStoreOptions options, BucketCatalog buckets)
{
    // Ten thousand parts with number, entity tag and one checksum each.
    private const int MaxDocumentBytes = 4 * 1024 * 1024;

    public Task CreateAsync(S3Request request, CancellationToken cancellationToken)
    {
        var bucket = buckets.Get(request.Bucket);
        var (algorithm, type, isChosen) = ReadChecksum(request);
        var upload = new StoredUpload(
            MultipartUploads.NewId(), request.Key, options.TimeProvider.GetUtcNow(),
            ObjectAttributes.Read(request), algorithm.Name, type, isChosen);
        bucket.Uploads.Create(upload);
        var headers = request.Response.Headers;
        headers["x-amz-server-side-encryption"] = upload.Attributes.Encryption;
        if (isChosen)
        {
            headers["x-amz-checksum-algorithm"] = algorithm.Name;
            headers["x-amz-checksum-type"] = type;
        }

        return request.Response.WriteXmlAsync("InitiateMultipartUploadResult", xml =>
        {
            xml.Text("Bucket", request.Bucket);
            xml.Text("Key", request.Key);
            xml.Text("UploadId", upload.UploadId);
        }, cancellationToken);
    }

    public async Task CompleteAsync(S3Request request, CancellationToken cancellationToken)
    {
        var bucket = buckets.Get(request.Bucket);
        var upload = bucket.Uploads.Get(request.Key, request.Query["uploadId"]!);
        using var body = await BodyReceiver.ReceiveDocumentAsync(request, MaxDocumentBytes, hasChecksum: false, cancellationToken);
        var named = PartList.Parse(await S3Xml.ReadAsync(body, "CompleteMultipartUpload", cancellationToken), upload.Stored);
        StoredObject? stored = null;
        await upload.ExclusiveAsync(async () =>
        {
            var parts = PartList.Select(named, upload);
            await using var staged = bucket.Stage();
            var assembled = await MultipartAssembly.RunAsync(upload, parts, staged.Stream, cancellationToken);
            MultipartAssembly.CheckDeclared(request, assembled);
            stored = new StoredObject(
                request.Key, DataLayout.NewFileName(), assembled.Size, assembled.ETag, options.TimeProvider.GetUtcNow(),
                upload.Stored.Attributes, assembled.Checksum, [.. parts.Select(part => part.Size)]);
            await bucket.CommitAsync(staged, stored, WriteHeaders.ReadCondition(request));
            bucket.Uploads.Remove(upload);
        }, cancellationToken);
        var http = request.Context.Request;
        var location = $"{http.Scheme}://{http.Host}/{request.Bucket}/{UriEncoding.EncodePath(request.Key)}";
        request.Response.Headers["x-amz-server-side-encryption"] = stored!.Attributes.Encryption;
        await request.Response.WriteXmlAsync("CompleteMultipartUploadResult", xml =>
        {
            xml.Text("Location", location);
            xml.Text("Bucket", request.Bucket);
            xml.Text("Key", request.Key);
            xml.Text("ETag", ObjectHeaders.Quote(stored.ETag));
            xml.Text(ChecksumAlgorithm.Find(stored.Checksum!.Algorithm)!.Element, stored.Checksum.Value);
            xml.Text("ChecksumType", stored.Checksum.Type);
        }, cancellationToken);
    }

    public async Task AbortAsync(S3Request request, CancellationToken cancellationToken)
    {
        var uploads = buckets.Get(request.Bucket).Uploads;
        var upload = uploads.Get(request.Key, request.Query["uploadId"]!);
        await upload.ExclusiveAsync(() =>
        {
            uploads.Remove(upload);
            return Task.CompletedTask;
        }, cancellationToken);
        request.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static (ChecksumAlgorithm Algorithm, string Type, bool IsChosen) ReadChecksum(S3Request request)
    {
        var name = request.Header("x-amz-checksum-algorithm");
        var type = request.Header("x-amz-checksum-type");
        if (name is null)
        {
            if (type is not null)
            {
                throw S3Errors.InvalidRequest(
                    "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
            }

            return (ChecksumAlgorithm.Crc64Nvme, StoredChecksum.FullObject, false);
        }

        var algorithm = ChecksumAlgorithm.Parse(name, "x-amz-checksum-algorithm");
        type ??= algorithm == ChecksumAlgorithm.Crc64Nvme ? StoredChecksum.FullObject : StoredChecksum.Composite;
        var isPossible = type switch
        {
            StoredChecksum.FullObject => algorithm.IsCrc,
            StoredChecksum.Composite => algorithm != ChecksumAlgorithm.Crc64Nvme,
            _ => throw S3Errors.InvalidRequest("Value for x-amz-checksum-type header is invalid."),
        };
        return isPossible
            ? (algorithm, type, true)
            : throw S3Errors.InvalidRequest($"The {type} checksum type cannot be used with the {algorithm.Name} checksum algorithm.");
    }
}
