using Lego.LocalHost.Embedded.ObjectStore.Body;
using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>PUT of an object with the data of another.</summary>
internal sealed class ObjectCopier(ObjectStoreOptions options, BucketCatalog buckets)
{
    public async Task CopyAsync(S3Request request, CancellationToken cancellationToken)
    {
        var bucket = buckets.Get(request.Bucket);
        var source = CopySource.Read(request);
        using var open = source.Open(request, buckets);
        if (open.Stored.Size > options.MaxUploadBytes)
        {
            throw S3Errors.InvalidRequest(
                $"The specified copy source is larger than the maximum allowable size for a copy source: {options.MaxUploadBytes}");
        }

        var attributes = ReadAttributes(request, source, open.Stored);
        var algorithm = request.Header("x-amz-checksum-algorithm") is { } name
            ? ChecksumAlgorithm.Parse(name, "x-amz-checksum-algorithm")
            : ChecksumAlgorithm.Find(open.Stored.Checksum?.Algorithm) ?? ChecksumAlgorithm.Crc64Nvme;
        await using var staged = bucket.Stage();
        using var digestSet = new DigestSet(algorithm);
        await using (var data = new FileStream(open.Data, FileAccess.Read, bufferSize: 0))
        {
            await DigestingCopy.RunAsync(data, staged.Stream, digestSet, open.Stored.Size, cancellationToken);
        }

        var digests = digestSet.Finish();
        var stored = new StoredObject(
            request.Key, DataLayout.NewFileName(), digests.Length, digests.ETag, options.TimeProvider.GetUtcNow(),
            attributes, StoredChecksum.Of(algorithm, digests), PartSizes: []);
        await bucket.CommitAsync(staged, stored, WriteHeaders.ReadCondition(request));
        request.Response.Headers["x-amz-server-side-encryption"] = attributes.Encryption;
        await CopyResult.WriteAsync(
            request, "CopyObjectResult", stored.ETag, stored.LastModified, stored.Checksum!, cancellationToken);
    }

    private static ObjectAttributes ReadAttributes(S3Request request, CopySource source, StoredObject original)
    {
        const string Directive = "x-amz-metadata-directive";
        switch (request.Header(Directive))
        {
            case "REPLACE":
                return ObjectAttributes.Read(request);
            case null or "COPY":
                var given = ObjectAttributes.Read(request);
                var storageClass = request.Header("x-amz-storage-class") ?? "STANDARD";
                if (source == new CopySource(request.Bucket, request.Key) && storageClass == original.Attributes.StorageClass
                    && request.Header("x-amz-server-side-encryption") is null)
                {
                    throw S3Errors.InvalidRequest(
                        "This copy request is illegal because it is trying to copy an object to itself without changing the object's "
                        + "metadata, storage class, website redirect location or encryption attributes.");
                }

                return original.Attributes with { StorageClass = storageClass, Encryption = given.Encryption };
            case var other:
                throw S3Errors.InvalidArgument("Unknown metadata directive.", Directive, other);
        }
    }
}
