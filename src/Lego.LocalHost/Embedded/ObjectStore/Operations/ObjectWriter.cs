using Lego.LocalHost.Embedded.ObjectStore.Body;
using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>PUT of an object with its data in the body.</summary>
internal sealed class ObjectWriter(ObjectStoreOptions options, BucketCatalog buckets)
{
    public async Task PutAsync(S3Request request, CancellationToken cancellationToken)
    {
        var bucket = buckets.Get(request.Bucket);
        var attributes = ObjectAttributes.Read(request);
        var condition = WriteHeaders.ReadCondition(request);
        await using var staged = bucket.Stage();
        // S3 adds this checksum by itself to an object that comes without any.
        var body = await BodyReceiver.ReceiveAsync(
            request, staged.Stream, options.MaxUploadBytes, [ChecksumAlgorithm.Crc64Nvme], cancellationToken);
        var stored = new StoredObject(
            request.Key,
            DataLayout.NewFileName(),
            body.Digests.Length,
            body.Digests.ETag,
            options.TimeProvider.GetUtcNow(),
            attributes,
            StoredChecksum.Of(body.Declared ?? ChecksumAlgorithm.Crc64Nvme, body.Digests),
            PartSizes: []);
        await bucket.CommitAsync(staged, stored, condition);
        ObjectHeaders.WriteStored(request, stored);
    }
}
