using System.Globalization;
using Lego.LocalHost.Embedded.ObjectStore.Body;
using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>PUT of a part, from the body or from a piece of another object.</summary>
internal sealed class MultipartParts(ObjectStoreOptions options, BucketCatalog buckets)
{
    public const int MaxNumber = 10_000;

    public async Task UploadAsync(S3Request request, CancellationToken cancellationToken)
    {
        var (bucket, upload, number) = Find(request);
        var algorithm = ChecksumAlgorithm.Find(upload.Stored.ChecksumAlgorithm)!;
        var declared = BodyDeclaration.Read(request, hasChecksum: true).Checksum;
        if (upload.Stored.IsChecksumChosen && declared is not null && declared != algorithm)
        {
            throw S3Errors.InvalidRequest(
                $"Checksum Type mismatch occurred, expected checksum Type: {algorithm.Name}, actual checksum Type: {declared.Name}");
        }

        await using var staged = bucket.Stage();
        var body = await BodyReceiver.ReceiveAsync(request, staged.Stream, options.MaxUploadBytes, [algorithm], cancellationToken);
        var part = ToPart(number, body.Digests, algorithm);
        await upload.PutPartAsync(staged, part, cancellationToken);
        request.Response.Headers.ETag = ObjectHeaders.Quote(part.ETag);
        request.Response.Headers["x-amz-server-side-encryption"] = upload.Stored.Attributes.Encryption;
        if ((body.Declared ?? (upload.Stored.IsChecksumChosen ? algorithm : null)) is { } answered)
        {
            request.Response.Headers[answered.Header] = Convert.ToBase64String(body.Digests.Checksums[answered]);
        }
    }

    public async Task CopyAsync(S3Request request, CancellationToken cancellationToken)
    {
        var (bucket, upload, number) = Find(request);
        var algorithm = ChecksumAlgorithm.Find(upload.Stored.ChecksumAlgorithm)!;
        using var open = CopySource.Read(request).Open(request, buckets);
        var range = ReadRange(request, open.Stored.Size);
        if (range.Length > options.MaxUploadBytes) throw S3Errors.EntityTooLarge(range.Length, options.MaxUploadBytes);
        await using var staged = bucket.Stage();
        using var digestSet = new DigestSet(algorithm);
        await using (var data = new FileRangeStream(open.Data, range.Start, range.Length))
        {
            await DigestingCopy.RunAsync(data, staged.Stream, digestSet, range.Length, cancellationToken);
        }

        var part = ToPart(number, digestSet.Finish(), algorithm);
        await upload.PutPartAsync(staged, part, cancellationToken);
        var checksum = new StoredChecksum(algorithm.Name, part.Checksum, StoredChecksum.FullObject);
        await CopyResult.WriteAsync(request, "CopyPartResult", part.ETag, part.LastModified, checksum, cancellationToken);
    }

    private (BucketStore Bucket, MultipartUpload Upload, int Number) Find(S3Request request)
    {
        var bucket = buckets.Get(request.Bucket);
        var number = request.Query.Number("partNumber", fallback: 0, minimum: 1, MaxNumber);
        if (number == 0)
        {
            throw S3Errors.InvalidArgument("This operation requires partNumber together with uploadId", "partNumber", "");
        }

        return (bucket, bucket.Uploads.Get(request.Key, request.Query["uploadId"]!), number);
    }

    private static ByteRange ReadRange(S3Request request, long size)
    {
        const string Header = "x-amz-copy-source-range";
        if (request.Header(Header) is not { } text) return new ByteRange(0, size);
        var range = ByteRange.Parse(text, size);
        // A copied part must lie within its source; only downloads are cut to what there is.
        return range is not null && text.EndsWith(
            string.Create(CultureInfo.InvariantCulture, $"-{range.Start + range.Length - 1}"), StringComparison.Ordinal)
            ? range
            : throw S3Errors.InvalidArgument(
                $"The {Header} value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and "
                + $"last bytes to copy; the source has {size} bytes", Header, text);
    }

    private StoredPart ToPart(int number, Digests digests, ChecksumAlgorithm algorithm) => new(
        number, DataLayout.NewFileName(), digests.Length, digests.ETag,
        Convert.ToBase64String(digests.Checksums[algorithm]), options.TimeProvider.GetUtcNow());
}
