using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Lego.LocalHost.Tests.ObjectStore;

[Parallelizable(ParallelScope.All)]
public class BucketTests
{
    [Test]
    public async Task Buckets_are_created_listed_located_and_deleted()
    {
        await using var scope = await StoreScope.StartAsync();
        await scope.Client.PutBucketAsync("second-bucket");

        var listed = await scope.Client.ListBucketsAsync();
        var location = await scope.Client.GetBucketLocationAsync("second-bucket");
        var head = await scope.Client.HeadBucketAsync(new HeadBucketRequest { BucketName = "second-bucket" });
        await scope.Client.DeleteBucketAsync("second-bucket");
        var gone = Assert.ThrowsAsync<AmazonS3Exception>(() => scope.Client.DeleteBucketAsync("second-bucket"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(listed.Buckets.Select(bucket => bucket.BucketName), Is.EqualTo(new[] { StoreScope.Bucket, "second-bucket" }));
            Assert.That(location.Location.Value, Is.EqualTo(StoreScope.Region));
            Assert.That(head.BucketRegion, Is.EqualTo(StoreScope.Region));
            Assert.That(gone.ErrorCode, Is.EqualTo("NoSuchBucket"));
        }
    }

    [Test]
    public async Task Bucket_with_objects_cannot_be_deleted_and_a_second_one_of_the_name_not_created()
    {
        await using var scope = await StoreScope.StartAsync();
        await scope.Client.PutObjectAsync(new() { BucketName = StoreScope.Bucket, Key = "k", ContentBody = "x" });

        var notEmpty = Assert.ThrowsAsync<AmazonS3Exception>(() => scope.Client.DeleteBucketAsync(StoreScope.Bucket));
        var second = Assert.ThrowsAsync<BucketAlreadyOwnedByYouException>(() => scope.Client.PutBucketAsync(StoreScope.Bucket));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(notEmpty.ErrorCode, Is.EqualTo("BucketNotEmpty"));
            Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        }
    }

    [Test]
    public async Task Browser_of_the_application_may_send_and_read_the_tag()
    {
        await using var scope = await StoreScope.StartAsync();

        using var response = await PreflightAsync(scope, "http://localhost:3002", "PUT");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(Header(response, "Access-Control-Allow-Origin"), Is.EqualTo("http://localhost:3002"));
            Assert.That(Header(response, "Access-Control-Allow-Methods"), Is.EqualTo("GET, PUT, POST, DELETE, HEAD"));
            Assert.That(Header(response, "Access-Control-Allow-Headers"), Is.EqualTo("content-type,x-amz-meta-mocid"));
            Assert.That(Header(response, "Access-Control-Expose-Headers"), Is.EqualTo("ETag"));
            Assert.That(Header(response, "Access-Control-Max-Age"), Is.EqualTo("3000"));
        }
    }

    [TestCase("http://evil.example", "PUT")]
    [TestCase("http://localhost:3002", "PATCH")]
    public async Task Other_origins_and_methods_are_forbidden(string origin, string method)
    {
        await using var scope = await StoreScope.StartAsync();

        using var response = await PreflightAsync(scope, origin, method);

        await PresignedUrlTests.ExpectAsync(response, HttpStatusCode.Forbidden, "AccessForbidden");
        Assert.That(response.Headers.Contains("Access-Control-Allow-Origin"), Is.False);
    }

    [Test]
    public async Task Errors_carry_the_cors_headers_too()
    {
        await using var scope = await StoreScope.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{scope.Store.Endpoint}/{StoreScope.Bucket}/k"));
        request.Headers.Add("Origin", "http://localhost:5173");

        using var response = await scope.Http.SendAsync(request);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(Header(response, "Access-Control-Allow-Origin"), Is.EqualTo("http://localhost:5173"));
            Assert.That(Header(response, "Vary"), Does.Contain("Origin"));
        }
    }

    private static async Task<HttpResponseMessage> PreflightAsync(StoreScope scope, string origin, string method)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri($"{scope.Store.Endpoint}/{StoreScope.Bucket}/k"));
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "content-type,x-amz-meta-mocid");
        return await scope.Http.SendAsync(request);
    }

    private static string Header(HttpResponseMessage response, string name) =>
        string.Join(", ", response.Headers.TryGetValues(name, out var values) ? values : []);
}
