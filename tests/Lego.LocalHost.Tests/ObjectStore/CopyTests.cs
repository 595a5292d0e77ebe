using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Lego.LocalHost.Tests.ObjectStore;

[Parallelizable(ParallelScope.All)]
public class CopyTests
{
    [Test]
    public async Task Copy_takes_content_and_metadata_along([Values] bool isReplacing)
    {
        await using var scope = await StartAsync();
        var request = Request("target ü/+x");
        if (isReplacing)
        {
            request.MetadataDirective = S3MetadataDirective.REPLACE;
            request.Metadata["name"] = "new";
            request.ContentType = "text/csv";
        }

        var copied = await scope.Client.CopyObjectAsync(request);
        using var got = await scope.Client.GetObjectAsync(StoreScope.Bucket, "target ü/+x");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await got.ResponseStream.ReadAllAsync(), Is.EqualTo("content"u8.ToArray()));
            Assert.That(got.ETag, Is.EqualTo(copied.ETag));
            Assert.That(got.Metadata["name"], Is.EqualTo(isReplacing ? "new" : "old"));
            Assert.That(got.Headers.ContentType, Is.EqualTo(isReplacing ? "text/csv" : "text/plain"));
        }
    }

    [Test]
    public async Task Copy_to_itself_without_change_is_refused()
    {
        await using var scope = await StartAsync();

        var error = Assert.ThrowsAsync<AmazonS3Exception>(() => scope.Client.CopyObjectAsync(Request("source +ä")));

        Assert.That(error.ErrorCode, Is.EqualTo("InvalidRequest"));
    }

    [Test]
    public async Task Copy_of_a_missing_or_unexpected_source_is_refused()
    {
        await using var scope = await StartAsync();
        var missing = Request("target");
        missing.SourceKey = "nope";
        var unexpected = Request("target");
        unexpected.ETagToMatch = "\"other\"";

        var noKey = Assert.ThrowsAsync<AmazonS3Exception>(() => scope.Client.CopyObjectAsync(missing));
        var noMatch = Assert.ThrowsAsync<AmazonS3Exception>(() => scope.Client.CopyObjectAsync(unexpected));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(noKey.ErrorCode, Is.EqualTo("NoSuchKey"));
            Assert.That(noMatch.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));
        }
    }

    private static async Task<StoreScope> StartAsync()
    {
        var scope = await StoreScope.StartAsync();
        var request = new PutObjectRequest
        {
            BucketName = StoreScope.Bucket, Key = "source +ä", ContentBody = "content", ContentType = "text/plain",
        };
        request.Metadata["name"] = "old";
        await scope.Client.PutObjectAsync(request);
        return scope;
    }

    private static CopyObjectRequest Request(string target) => new()
    {
        SourceBucket = StoreScope.Bucket, SourceKey = "source +ä", DestinationBucket = StoreScope.Bucket, DestinationKey = target,
    };
}
