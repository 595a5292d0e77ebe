using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;

namespace Lego.LocalHost.Tests.ObjectStore;

[Parallelizable(ParallelScope.All)]
public class MultipartTests
{
    private const int PartSize = 5 * 1024 * 1024;

    [Test]
    public async Task Transfer_utility_uploads_in_parts_and_downloads_the_same()
    {
        await using var scope = await StoreScope.StartAsync();
        var content = TestData.Bytes((2 * PartSize) + 12_345);
        using var transfer = new TransferUtility(scope.Client, new TransferUtilityConfig { MinSizeBeforePartUpload = PartSize });
        var upload = new TransferUtilityUploadRequest
        {
            BucketName = StoreScope.Bucket,
            Key = "big.bin",
            InputStream = new MemoryStream(content),
            PartSize = PartSize,
            ContentType = "application/zip",
        };
        upload.Metadata["mocid"] = "9";

        await transfer.UploadAsync(upload);
        using var got = await scope.Client.GetObjectAsync(StoreScope.Bucket, "big.bin");
        using var inParts = await transfer.OpenStreamWithResponseAsync(
            new TransferUtilityOpenStreamRequest { BucketName = StoreScope.Bucket, Key = "big.bin" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await got.ResponseStream.ReadAllAsync(), Is.EqualTo(content));
            Assert.That(await inParts.ResponseStream.ReadAllAsync(), Is.EqualTo(content));
            Assert.That(got.ETag, Is.EqualTo($"\"{TagOfParts(content)}-3\""));
            Assert.That(got.Headers.ContentType, Is.EqualTo("application/zip"));
            Assert.That(got.Metadata["mocid"], Is.EqualTo("9"));
            Assert.That(await ListUploadsAsync(scope), Is.Empty);
            Assert.That(scope.DataFiles(), Has.Length.EqualTo(1));
            Assert.That(scope.StagedFiles(), Is.Empty);
        }
    }

    [TestCase("CRC32", "FULL_OBJECT")]
    [TestCase("CRC32", "COMPOSITE")]
    [TestCase("SHA256", "COMPOSITE")]
    [TestCase(null, null)]
    public async Task Parts_become_an_object_with_the_chosen_checksum(string? algorithm, string? type)
    {
        await using var scope = await StoreScope.StartAsync();
        var created = await scope.Client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest
        {
            BucketName = StoreScope.Bucket,
            Key = "k",
            ChecksumAlgorithm = algorithm is null ? null : new ChecksumAlgorithm(algorithm),
            ChecksumType = type is null ? null : new ChecksumType(type),
        });
        var parts = new List<PartETag>();
        foreach (var (number, size) in new[] { (2, PartSize), (7, 10) })
        {
            var part = await scope.Client.UploadPartAsync(new UploadPartRequest
            {
                BucketName = StoreScope.Bucket,
                Key = "k",
                UploadId = created.UploadId,
                PartNumber = number,
                InputStream = new MemoryStream(TestData.Bytes(size, number)),
                ChecksumAlgorithm = algorithm is null ? null : new ChecksumAlgorithm(algorithm),
            });
            parts.Add(new PartETag(part));
        }

        var completed = await scope.Client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = StoreScope.Bucket, Key = "k", UploadId = created.UploadId, PartETags = parts,
        });
        var second = await scope.Client.GetObjectMetadataAsync(
            new GetObjectMetadataRequest { BucketName = StoreScope.Bucket, Key = "k", PartNumber = 2 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(completed.ETag, Does.EndWith("-2\""));
            Assert.That(completed.ChecksumType?.Value, Is.EqualTo(type ?? "FULL_OBJECT"));
            Assert.That(completed.ChecksumCRC32 ?? completed.ChecksumSHA256 ?? completed.ChecksumCRC64NVME,
                type == "COMPOSITE" ? Does.EndWith("-2") : Does.EndWith("="));
            Assert.That(second.ContentLength, Is.EqualTo(10));
            Assert.That(second.PartsCount, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Parts_that_are_missing_too_small_or_with_another_tag_are_refused()
    {
        await using var scope = await StoreScope.StartAsync();
        var id = await CreateAsync(scope);
        var first = await UploadAsync(scope, id, 1, 10);
        var second = await UploadAsync(scope, id, 2, 10);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await ErrorOfCompleteAsync(scope, id, [first, new PartETag(3, second.ETag)]), Is.EqualTo("InvalidPart"));
            Assert.That(await ErrorOfCompleteAsync(scope, id, [new PartETag(1, second.ETag[..^2] + "0\"")]), Is.EqualTo("InvalidPart"));
            Assert.That(await ErrorOfCompleteAsync(scope, id, [first, second]), Is.EqualTo("EntityTooSmall"));
            Assert.That(await ErrorOfCompleteAsync(scope, id, [second]), Is.Null, "a failed completion leaves the upload as it was");
            Assert.That(await ErrorOfCompleteAsync(scope, id, [second]), Is.EqualTo("NoSuchUpload"));
        }
    }

    [Test]
    public async Task Aborted_upload_leaves_nothing_behind()
    {
        await using var scope = await StoreScope.StartAsync();
        var id = await CreateAsync(scope);
        await UploadAsync(scope, id, 1, 100);

        var aborted = await scope.Client.AbortMultipartUploadAsync(StoreScope.Bucket, "k", id);
        var late = Assert.ThrowsAsync<AmazonS3Exception>(() => UploadAsync(scope, id, 2, 100));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(aborted.HttpStatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(late.ErrorCode, Is.EqualTo("NoSuchUpload"));
            Assert.That(await ListUploadsAsync(scope), Is.Empty);
            Assert.That(
                Directory.GetDirectories(Path.Combine(scope.Options.DataFolder, "buckets", StoreScope.Bucket, "uploads")), Is.Empty);
        }
    }

    [Test]
    public async Task Parts_and_uploads_are_listed_in_pages_and_survive_a_restart()
    {
        await using var scope = await StoreScope.StartAsync();
        var id = await CreateAsync(scope);
        await CreateAsync(scope, "other/1");
        await CreateAsync(scope, "other/2");
        foreach (var number in new[] { 3, 1, 2, 1 }) await UploadAsync(scope, id, number, number * 10);
        await scope.Store.StopAsync(CancellationToken.None);
        await scope.Store.StartAsync(CancellationToken.None);

        var firstPage = await scope.Client.ListPartsAsync(
            new ListPartsRequest { BucketName = StoreScope.Bucket, Key = "k", UploadId = id, MaxParts = 2 });
        var secondPage = await scope.Client.ListPartsAsync(new ListPartsRequest
        {
            BucketName = StoreScope.Bucket, Key = "k", UploadId = id, PartNumberMarker = $"{firstPage.NextPartNumberMarker}",
        });
        var uploads = await scope.Client.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = StoreScope.Bucket, MaxUploads = 2 });
        var rest = await scope.Client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest
        {
            BucketName = StoreScope.Bucket, KeyMarker = uploads.NextKeyMarker, UploadIdMarker = uploads.NextUploadIdMarker,
        });
        var grouped = await scope.Client.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = StoreScope.Bucket, Delimiter = "/" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(firstPage.Parts.Select(part => (part.PartNumber, part.Size)), Is.EqualTo(new[] { (1, 10L), (2, 20L) }));
            Assert.That(firstPage.IsTruncated, Is.True);
            Assert.That(secondPage.Parts.Select(part => part.PartNumber), Is.EqualTo(new[] { 3 }));
            Assert.That(uploads.MultipartUploads.Select(upload => upload.Key), Is.EqualTo(new[] { "k", "other/1" }));
            Assert.That(rest.MultipartUploads.Select(upload => upload.Key), Is.EqualTo(new[] { "other/2" }));
            Assert.That(grouped.CommonPrefixes, Is.EqualTo(new[] { "other/" }));
        }
    }

    [Test]
    public async Task Part_is_copied_from_a_range_of_another_object()
    {
        await using var scope = await StoreScope.StartAsync();
        var content = TestData.Bytes(1000);
        await scope.Client.PutObjectAsync(new() { BucketName = StoreScope.Bucket, Key = "source", InputStream = new MemoryStream(content) });
        var id = await CreateAsync(scope);

        var copied = await scope.Client.CopyPartAsync(new CopyPartRequest
        {
            SourceBucket = StoreScope.Bucket,
            SourceKey = "source",
            DestinationBucket = StoreScope.Bucket,
            DestinationKey = "k",
            UploadId = id, PartNumber = 1, FirstByte = 100, LastByte = 299,
        });
        await ErrorOfCompleteAsync(scope, id, [new PartETag(1, copied.ETag)]);
        using var got = await scope.Client.GetObjectAsync(StoreScope.Bucket, "k");

        Assert.That(await got.ResponseStream.ReadAllAsync(), Is.EqualTo(content[100..300]));
    }

    private static async Task<string> CreateAsync(StoreScope scope, string key = "k") =>
        (await scope.Client.InitiateMultipartUploadAsync(StoreScope.Bucket, key)).UploadId;

    private static async Task<PartETag> UploadAsync(StoreScope scope, string id, int number, int size) =>
        new(await scope.Client.UploadPartAsync(new UploadPartRequest
        {
            BucketName = StoreScope.Bucket, Key = "k", UploadId = id, PartNumber = number,
            InputStream = new MemoryStream(TestData.Bytes(size, number)),
        }));

    private static async Task<string?> ErrorOfCompleteAsync(StoreScope scope, string id, List<PartETag> parts)
    {
        try
        {
            await scope.Client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = StoreScope.Bucket, Key = "k", UploadId = id, PartETags = parts });
            return null;
        }
        catch (AmazonS3Exception error)
        {
            return error.ErrorCode;
        }
    }

    private static async Task<List<MultipartUpload>> ListUploadsAsync(StoreScope scope) =>
        (await scope.Client.ListMultipartUploadsAsync(StoreScope.Bucket)).MultipartUploads ?? [];

    private static string TagOfParts(byte[] content)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var tags = content.Chunk(PartSize).SelectMany(part =>
        {
            md5.AppendData(part);
            return md5.GetHashAndReset();
        }).ToArray();
        md5.AppendData(tags);
        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }
}
