using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace Lego.LocalHost.Tests.ObjectStore;

[Parallelizable(ParallelScope.All)]
public class PutAndGetTests
{
    [Test]
    public async Task Object_written_with_default_settings_comes_back_the_same(
        [Values(0, 1, 70_000, 3_000_000)] int length, [Values] bool useChunkEncoding)
    {
        await using var scope = await StoreScope.StartAsync();
        var content = TestData.Bytes(length);

        var put = await scope.Client.PutObjectAsync(new PutObjectRequest
        {
            BucketName = StoreScope.Bucket,
            Key = "a/b.bin",
            InputStream = new MemoryStream(content),
            UseChunkEncoding = useChunkEncoding,
        });
        using var got = await scope.Client.GetObjectAsync(StoreScope.Bucket, "a/b.bin");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await got.ResponseStream.ReadAllAsync(), Is.EqualTo(content));
            Assert.That(put.ETag, Is.EqualTo($"\"{Md5(content)}\""));
            Assert.That(got.ETag, Is.EqualTo(put.ETag));
            Assert.That(got.ContentLength, Is.EqualTo(length));
            Assert.That(got.Headers.ContentType, Is.EqualTo("application/octet-stream"), "what the client sends by default");
            Assert.That(scope.StagedFiles(), Is.Empty);
        }
    }

    [TestCase("CRC32")]
    [TestCase("SHA1")]
    [TestCase("SHA256")]
    public async Task Checksum_that_the_client_sends_is_stored_and_checked_by_the_client_on_the_way_back(string algorithm)
    {
        await using var scope = await StoreScope.StartAsync();
        var content = TestData.Bytes(100_000);

        var put = await scope.Client.PutObjectAsync(new PutObjectRequest
        {
            BucketName = StoreScope.Bucket,
            Key = "sum",
            InputStream = new MemoryStream(content),
            ChecksumAlgorithm = new ChecksumAlgorithm(algorithm),
        });
        using var got = await scope.Client.GetObjectAsync(
            new GetObjectRequest { BucketName = StoreScope.Bucket, Key = "sum", ChecksumMode = ChecksumMode.ENABLED });
        var read = await got.ResponseStream.ReadAllAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read, Is.EqualTo(content));
            Assert.That(put.ChecksumType, Is.EqualTo(ChecksumType.FULL_OBJECT));
            Assert.That(got.ResponseMetadata.ChecksumAlgorithm.ToString(), Is.EqualTo(algorithm).IgnoreCase);
            Assert.That(
                new[] { put.ChecksumCRC32, put.ChecksumCRC32C, put.ChecksumSHA1, put.ChecksumSHA256 }.Count(sum => sum is not null), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Metadata_and_headers_come_back_with_get_and_head()
    {
        await using var scope = await StoreScope.StartAsync();
        var request = new PutObjectRequest
        {
            BucketName = StoreScope.Bucket,
            Key = "with-headers",
            ContentBody = "hello",
            ContentType = "text/plain; charset=utf-8",
            ServerSideEncryptionMethod = ServerSideEncryptionMethod.AES256,
        };
        request.Headers.ContentDisposition = "attachment; filename=\"x.txt\"";
        request.Headers.CacheControl = "max-age=60";
        request.Metadata["mocId"] = "42";
        request.Metadata["originalFilename"] = "a%20b.txt";

        var put = await scope.Client.PutObjectAsync(request);
        var head = await scope.Client.GetObjectMetadataAsync(StoreScope.Bucket, "with-headers");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(put.ServerSideEncryptionMethod, Is.EqualTo(ServerSideEncryptionMethod.AES256));
            Assert.That(head.ServerSideEncryptionMethod, Is.EqualTo(ServerSideEncryptionMethod.AES256));
            Assert.That(head.Headers.ContentType, Is.EqualTo("text/plain; charset=utf-8"));
            Assert.That(head.Headers.ContentDisposition, Is.EqualTo("attachment; filename=\"x.txt\""));
            Assert.That(head.Headers.CacheControl, Is.EqualTo("max-age=60"));
            Assert.That(head.Headers.ContentEncoding, Is.Null.Or.Empty, "aws-chunked is not part of the object");
            Assert.That(head.Metadata["mocid"], Is.EqualTo("42"));
            Assert.That(head.Metadata["originalfilename"], Is.EqualTo("a%20b.txt"));
            Assert.That(head.ContentLength, Is.EqualTo(5));
        }
    }

    [Test]
    public async Task Second_write_of_a_key_replaces_the_first_and_its_file()
    {
        await using var scope = await StoreScope.StartAsync();
        await scope.Client.PutObjectAsync(new PutObjectRequest { BucketName = StoreScope.Bucket, Key = "k", ContentBody = "one" });
        await scope.Client.PutObjectAsync(new PutObjectRequest { BucketName = StoreScope.Bucket, Key = "k", ContentBody = "second" });

        using var got = await scope.Client.GetObjectAsync(StoreScope.Bucket, "k");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await got.ResponseStream.ReadAllAsync(), Is.EqualTo("second"u8.ToArray()));
            Assert.That(scope.DataFiles(), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public async Task Write_that_must_not_replace_fails_when_the_key_exists()
    {
        await using var scope = await StoreScope.StartAsync();
        var request = new PutObjectRequest { BucketName = StoreScope.Bucket, Key = "once", ContentBody = "one", IfNoneMatch = "*" };
        await scope.Client.PutObjectAsync(request);

        var error = Assert.ThrowsAsync<AmazonS3Exception>(() => scope.Client.PutObjectAsync(request));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));
            Assert.That(error.ErrorCode, Is.EqualTo("PreconditionFailed"));
            Assert.That(scope.StagedFiles(), Is.Empty);
        }
    }

    [Test]
    public async Task Missing_object_and_missing_bucket_have_their_own_errors()
    {
        await using var scope = await StoreScope.StartAsync();

        var key = Assert.ThrowsAsync<NoSuchKeyException>(() => scope.Client.GetObjectAsync(StoreScope.Bucket, "nope"));
        var bucket = Assert.ThrowsAsync<AmazonS3Exception>(() => scope.Client.GetObjectAsync("no-such-bucket", "nope"));
        var head = Assert.ThrowsAsync<AmazonS3Exception>(() => scope.Client.GetObjectMetadataAsync(StoreScope.Bucket, "nope"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(key.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(key.RequestId, Has.Length.EqualTo(16));
            Assert.That(bucket.ErrorCode, Is.EqualTo("NoSuchBucket"));
            Assert.That(head.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task Delete_answers_204_whether_the_object_was_there_or_not()
    {
        await using var scope = await StoreScope.StartAsync();
        await scope.Client.PutObjectAsync(new PutObjectRequest { BucketName = StoreScope.Bucket, Key = "k", ContentBody = "x" });

        var first = await scope.Client.DeleteObjectAsync(StoreScope.Bucket, "k");
        var second = await scope.Client.DeleteObjectAsync(StoreScope.Bucket, "k");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.HttpStatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(second.HttpStatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(scope.DataFiles(), Is.Empty);
        }
    }

    [Test]
    public async Task Upload_above_the_limit_is_refused_with_the_limit()
    {
        await using var scope = await StoreScope.StartAsync(options => options with { MaxUploadBytes = 1000 });

        var error = Assert.ThrowsAsync<AmazonS3Exception>(() => scope.Client.PutObjectAsync(
            new PutObjectRequest { BucketName = StoreScope.Bucket, Key = "big", InputStream = new MemoryStream(new byte[1001]) }));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.ErrorCode, Is.EqualTo("EntityTooLarge"));
            Assert.That(error.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    [Test]
    public async Task Wrong_content_md5_is_a_bad_digest_and_stores_nothing()
    {
        await using var scope = await StoreScope.StartAsync();

        var error = Assert.ThrowsAsync<AmazonS3Exception>(() => scope.Client.PutObjectAsync(new PutObjectRequest
        {
            BucketName = StoreScope.Bucket,
            Key = "k",
            ContentBody = "content",
            MD5Digest = Convert.ToBase64String(new byte[16]),
        }));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.ErrorCode, Is.EqualTo("BadDigest"));
            Assert.ThrowsAsync<NoSuchKeyException>(() => scope.Client.GetObjectAsync(StoreScope.Bucket, "k"));
            Assert.That(scope.StagedFiles(), Is.Empty);
        }
    }

    private static string Md5(byte[] content)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(content);
        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }
}
