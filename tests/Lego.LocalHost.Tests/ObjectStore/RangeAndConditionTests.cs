using System.Net;
using Amazon.S3.Model;

namespace Lego.LocalHost.Tests.ObjectStore;

[Parallelizable(ParallelScope.All)]
public class RangeAndConditionTests
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [TestCase("bytes=0-3", HttpStatusCode.PartialContent, "0123", "bytes 0-3/10")]
    [TestCase("bytes=4-", HttpStatusCode.PartialContent, "456789", "bytes 4-9/10")]
    [TestCase("bytes=8-99", HttpStatusCode.PartialContent, "89", "bytes 8-9/10")]
    [TestCase("bytes=-3", HttpStatusCode.PartialContent, "789", "bytes 7-9/10")]
    [TestCase("bytes=-30", HttpStatusCode.PartialContent, "0123456789", "bytes 0-9/10")]
    [TestCase("bytes=0-1,4-5", HttpStatusCode.OK, "0123456789", null)]
    [TestCase("bytes=5-2", HttpStatusCode.OK, "0123456789", null)]
    [TestCase("lines=1-2", HttpStatusCode.OK, "0123456789", null)]
    public async Task Range_selects_bytes(string range, HttpStatusCode status, string content, string? contentRange)
    {
        await using var scope = await StartAsync();

        using var response = await GetAsync(scope, ("Range", range));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(status));
            Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo(content));
            Assert.That(response.Content.Headers.ContentRange?.ToString(), Is.EqualTo(contentRange));
            Assert.That(response.Content.Headers.ContentLength, Is.EqualTo(content.Length));
            Assert.That(response.Headers.AcceptRanges, Does.Contain("bytes"));
        }
    }

    [TestCase("bytes=10-")]
    [TestCase("bytes=-0")]
    public async Task Range_outside_the_object_cannot_be_satisfied(string range)
    {
        await using var scope = await StartAsync();

        using var response = await GetAsync(scope, ("Range", range));

        var body = await PresignedUrlTests.ExpectAsync(response, HttpStatusCode.RequestedRangeNotSatisfiable, "InvalidRange");
        Assert.That(body, Does.Contain("<ActualObjectSize>10</ActualObjectSize>"));
    }

    [Test]
    public async Task Sdk_reads_a_range()
    {
        await using var scope = await StartAsync();

        using var got = await scope.Client.GetObjectAsync(
            new GetObjectRequest { BucketName = StoreScope.Bucket, Key = "k", ByteRange = new ByteRange(2, 4) });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await got.ResponseStream.ReadAllAsync(), Is.EqualTo("234"u8.ToArray()));
            Assert.That(got.ContentRange, Is.EqualTo("bytes 2-4/10"));
        }
    }

    [TestCase("If-Match", "{etag}", HttpStatusCode.OK)]
    [TestCase("If-Match", "*", HttpStatusCode.OK)]
    [TestCase("If-Match", "\"other\", {etag}", HttpStatusCode.OK)]
    [TestCase("If-Match", "\"other\"", HttpStatusCode.PreconditionFailed)]
    [TestCase("If-None-Match", "{etag}", HttpStatusCode.NotModified)]
    [TestCase("If-None-Match", "W/{etag}", HttpStatusCode.NotModified)]
    [TestCase("If-None-Match", "\"other\"", HttpStatusCode.OK)]
    [TestCase("If-Modified-Since", "{modified}", HttpStatusCode.NotModified)]
    [TestCase("If-Modified-Since", "Mon, 01 Jan 2001 00:00:00 GMT", HttpStatusCode.OK)]
    [TestCase("If-Unmodified-Since", "{modified}", HttpStatusCode.OK)]
    [TestCase("If-Unmodified-Since", "Mon, 01 Jan 2001 00:00:00 GMT", HttpStatusCode.PreconditionFailed)]
    public async Task Condition_decides_whether_the_object_is_sent(string header, string value, HttpStatusCode status)
    {
        await using var scope = await StartAsync();
        var head = await scope.Client.GetObjectMetadataAsync(StoreScope.Bucket, "k");
        var text = value
            .Replace("{etag}", head.ETag, StringComparison.Ordinal)
            .Replace("{modified}", head.LastModified!.Value.ToUniversalTime().ToString("r"), StringComparison.Ordinal);

        using var response = await GetAsync(scope, (header, text));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(status));
            Assert.That(response.Headers.ETag?.Tag, Is.EqualTo(status == HttpStatusCode.PreconditionFailed ? null : head.ETag));
        }
    }

    [Test]
    public async Task Range_of_an_object_that_changed_meanwhile_gives_the_whole()
    {
        await using var scope = await StartAsync();

        using var response = await GetAsync(scope, ("Range", "bytes=0-1"), ("If-Range", "\"old\""));

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("0123456789"));
    }

    [Test]
    public async Task Read_that_began_before_a_replacement_ends_with_the_old_content()
    {
        await using var scope = await StoreScope.StartAsync();
        var content = TestData.Bytes(20_000_000);
        await scope.Client.PutObjectAsync(new() { BucketName = StoreScope.Bucket, Key = "k", InputStream = new MemoryStream(content) });

        using var got = await scope.Client.GetObjectAsync(StoreScope.Bucket, "k");
        await scope.Client.PutObjectAsync(new() { BucketName = StoreScope.Bucket, Key = "k", ContentBody = "new" });

        Assert.That(await got.ResponseStream.ReadAllAsync(), Is.EqualTo(content));
    }

    private static async Task<StoreScope> StartAsync()
    {
        var scope = await StoreScope.StartAsync();
        await scope.Client.PutObjectAsync(new() { BucketName = StoreScope.Bucket, Key = "k", ContentBody = "0123456789" });
        return scope;
    }

    private static async Task<HttpResponseMessage> GetAsync(StoreScope scope, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{scope.Store.Endpoint}/{StoreScope.Bucket}/k"));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        new RequestSigner(TimeProvider.System.GetUtcNow()).Sign(request, EmptyHash);
        return await scope.Http.SendAsync(request);
    }
}
