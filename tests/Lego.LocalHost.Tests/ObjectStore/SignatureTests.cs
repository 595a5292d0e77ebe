using System.Net;
using Amazon.S3;

namespace Lego.LocalHost.Tests.ObjectStore;

[Parallelizable(ParallelScope.All)]
public class SignatureTests
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Test]
    public async Task Wrong_secret_and_wrong_access_key_are_refused()
    {
        await using var scope = await StoreScope.StartAsync();

        var secret = Assert.ThrowsAsync<AmazonS3Exception>(() => scope.NewClient(secretKey: "guess").ListBucketsAsync());
        var access = Assert.ThrowsAsync<AmazonS3Exception>(() => scope.NewClient(accessKey: "nobody").ListBucketsAsync());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(secret.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(secret.ErrorCode, Is.EqualTo("SignatureDoesNotMatch"));
            Assert.That(access.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(access.ErrorCode, Is.EqualTo("InvalidAccessKeyId"));
        }
    }

    [Test]
    public async Task Request_without_signature_is_denied()
    {
        await using var scope = await StoreScope.StartAsync();

        using var response = await scope.Http.GetAsync(new Uri($"/{StoreScope.Bucket}/k", UriKind.Relative));

        await PresignedUrlTests.ExpectAsync(response, HttpStatusCode.Forbidden, "AccessDenied");
    }

    [TestCase(-16, HttpStatusCode.Forbidden)]
    [TestCase(-14, HttpStatusCode.OK)]
    [TestCase(14, HttpStatusCode.OK)]
    [TestCase(16, HttpStatusCode.Forbidden)]
    public async Task Clock_of_the_client_may_be_a_quarter_of_an_hour_off(int minutes, HttpStatusCode status)
    {
        await using var scope = await StoreScope.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{scope.Store.Endpoint}/{StoreScope.Bucket}?list-type=2"));
        new RequestSigner(TimeProvider.System.GetUtcNow().AddMinutes(minutes)).Sign(request, EmptyHash);

        using var response = await scope.Http.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task Header_of_the_protocol_that_is_not_signed_is_refused()
    {
        await using var scope = await StoreScope.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{scope.Store.Endpoint}/{StoreScope.Bucket}/k"));
        new RequestSigner(TimeProvider.System.GetUtcNow()).Sign(request, EmptyHash);
        request.Headers.Add("x-amz-meta-late", "1");

        using var response = await scope.Http.SendAsync(request);

        await PresignedUrlTests.ExpectAsync(response, HttpStatusCode.Forbidden, "AccessDenied");
    }

    [Test]
    public async Task Body_other_than_the_signed_hash_is_refused()
    {
        await using var scope = await StoreScope.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"{scope.Store.Endpoint}/{StoreScope.Bucket}/k"));
        new RequestSigner(TimeProvider.System.GetUtcNow()).Sign(request, EmptyHash);
        request.Content = new ByteArrayContent([1]);

        using var response = await scope.Http.SendAsync(request);

        await PresignedUrlTests.ExpectAsync(response, HttpStatusCode.BadRequest, "XAmzContentSHA256Mismatch");
    }

    [Test]
    public async Task Signature_for_another_region_is_refused()
    {
        await using var scope = await StoreScope.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{scope.Store.Endpoint}/{StoreScope.Bucket}/k"));
        new RequestSigner(TimeProvider.System.GetUtcNow()) { Region = "us-west-2" }.Sign(request, EmptyHash);

        using var response = await scope.Http.SendAsync(request);

        var body = await PresignedUrlTests.ExpectAsync(response, HttpStatusCode.BadRequest, "AuthorizationHeaderMalformed");
        Assert.That(body, Does.Contain($"<Region>{StoreScope.Region}</Region>"));
    }

    [TestCase("PATCH", "/k", HttpStatusCode.MethodNotAllowed, "MethodNotAllowed")]
    [TestCase("POST", "/k", HttpStatusCode.MethodNotAllowed, "MethodNotAllowed")]
    [TestCase("GET", "/k?tagging", HttpStatusCode.NotImplemented, "NotImplemented")]
    [TestCase("GET", "?lifecycle", HttpStatusCode.NotImplemented, "NotImplemented")]
    [TestCase("GET", "?list-type=2&max-keys=x", HttpStatusCode.BadRequest, "InvalidArgument")]
    [TestCase("GET", "?list-type=2&continuation-token=x", HttpStatusCode.BadRequest, "InvalidArgument")]
    public async Task Request_that_means_nothing_gets_the_error_of_S3(string method, string target, HttpStatusCode status, string code)
    {
        await using var scope = await StoreScope.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"{scope.Store.Endpoint}/{StoreScope.Bucket}{target}"));
        new RequestSigner(TimeProvider.System.GetUtcNow()).Sign(request, EmptyHash);

        using var response = await scope.Http.SendAsync(request);

        await PresignedUrlTests.ExpectAsync(response, status, code);
    }
}
