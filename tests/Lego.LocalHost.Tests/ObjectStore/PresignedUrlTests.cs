using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Time.Testing;

namespace Lego.LocalHost.Tests.ObjectStore;

[Parallelizable(ParallelScope.All)]
public class PresignedUrlTests
{
    [Test]
    public async Task Presigned_get_returns_the_object_with_the_overridden_headers()
    {
        await using var scope = await StoreScope.StartAsync();
        await PutAsync(scope, "mocs/1/a b+c.txt");
        var request = Request("mocs/1/a b+c.txt", HttpVerb.GET);
        request.ResponseHeaderOverrides.ContentDisposition = "attachment; filename=\"an instruction.txt\"; filename*=UTF-8''%C3%A4.txt";
        request.ResponseHeaderOverrides.ContentType = "text/csv";

        using var response = await scope.Http.GetAsync(new Uri(await scope.Client.GetPreSignedURLAsync(request)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("content"));
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/csv"));
            Assert.That(response.Content.Headers.ContentDisposition?.ToString(),
                Is.EqualTo("attachment; filename=\"an instruction.txt\"; filename*=UTF-8''%C3%A4.txt"));
        }
    }

    [Test]
    public async Task Presigned_put_stores_body_type_and_metadata_it_is_bound_to()
    {
        await using var scope = await StoreScope.StartAsync();
        using var message = await PresignedPutAsync(scope);
        message.Content!.Headers.ContentType = new("image/png");
        message.Headers.Add("x-amz-meta-mocid", "17");

        using var response = await scope.Http.SendAsync(message);
        var head = await scope.Client.GetObjectMetadataAsync(StoreScope.Bucket, "upload.png");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(response.Headers.ETag?.Tag, Is.EqualTo(head.ETag));
            Assert.That(head.Headers.ContentType, Is.EqualTo("image/png"));
            Assert.That(head.Metadata["mocid"], Is.EqualTo("17"));
            Assert.That(head.ContentLength, Is.EqualTo(9));
        }
    }

    [TestCase("image/jpeg", "17", "SignatureDoesNotMatch")]
    [TestCase("image/png", "18", "SignatureDoesNotMatch")]
    [TestCase("image/png", null, "SignatureDoesNotMatch")]
    public async Task Presigned_put_refuses_other_headers_than_the_signed_ones(string contentType, string? mocId, string code)
    {
        await using var scope = await StoreScope.StartAsync();
        using var message = await PresignedPutAsync(scope);
        message.Content!.Headers.ContentType = new(contentType);
        if (mocId is not null) message.Headers.Add("x-amz-meta-mocid", mocId);

        using var response = await scope.Http.SendAsync(message);

        await ExpectAsync(response, HttpStatusCode.Forbidden, code);
    }

    [Test]
    public async Task Presigned_put_refuses_metadata_that_was_not_signed()
    {
        await using var scope = await StoreScope.StartAsync();
        using var message = await PresignedPutAsync(scope);
        message.Content!.Headers.ContentType = new("image/png");
        message.Headers.Add("x-amz-meta-mocid", "17");
        message.Headers.Add("x-amz-meta-userid", "someone-else");

        using var response = await scope.Http.SendAsync(message);

        var body = await ExpectAsync(response, HttpStatusCode.Forbidden, "AccessDenied");
        Assert.That(body, Does.Contain("<HeadersNotSigned>x-amz-meta-userid</HeadersNotSigned>"));
    }

    [Test]
    public async Task Url_works_until_it_expires()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var scope = await StoreScope.StartAsync(options => options with { TimeProvider = clock });
        await PutAsync(scope, "k");
        var url = new Uri(await scope.Client.GetPreSignedURLAsync(Request("k", HttpVerb.GET)));

        clock.Advance(TimeSpan.FromMinutes(59));
        using var before = await scope.Http.GetAsync(url);
        clock.Advance(TimeSpan.FromMinutes(2));
        using var after = await scope.Http.GetAsync(url);

        Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var body = await ExpectAsync(after, HttpStatusCode.Forbidden, "AccessDenied");
        Assert.That(body, Does.Contain("<Message>Request has expired</Message>"));
    }

    [Test]
    public async Task Url_that_was_changed_or_signed_with_another_key_is_refused()
    {
        await using var scope = await StoreScope.StartAsync();
        await PutAsync(scope, "k");
        await PutAsync(scope, "other");
        var url = await scope.Client.GetPreSignedURLAsync(Request("k", HttpVerb.GET));
        var foreign = await scope.NewClient(secretKey: "guess").GetPreSignedURLAsync(Request("k", HttpVerb.GET));

        using var otherKey = await scope.Http.GetAsync(new Uri(url.Replace("/k?", "/other?", StringComparison.Ordinal)));
        using var longer = await scope.Http.GetAsync(new Uri(url.Replace("X-Amz-Expires=3600", "X-Amz-Expires=36000", StringComparison.Ordinal)));
        using var otherVerb = await scope.Http.DeleteAsync(new Uri(url));
        using var otherSecret = await scope.Http.GetAsync(new Uri(foreign));

        foreach (var response in new[] { otherKey, longer, otherVerb, otherSecret })
        {
            await ExpectAsync(response, HttpStatusCode.Forbidden, "SignatureDoesNotMatch");
        }
    }

    [Test]
    public async Task Header_override_cannot_smuggle_a_line_break()
    {
        await using var scope = await StoreScope.StartAsync();
        await PutAsync(scope, "k");
        var request = Request("k", HttpVerb.GET);
        request.ResponseHeaderOverrides.ContentDisposition = "attachment\r\nx-evil: 1";

        using var response = await scope.Http.GetAsync(new Uri(await scope.Client.GetPreSignedURLAsync(request)));

        await ExpectAsync(response, HttpStatusCode.BadRequest, "InvalidArgument");
    }

    internal static async Task<string> ExpectAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var body = await response.Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(status), body);
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/xml"));
            Assert.That(body, Does.Contain($"<Error><Code>{code}</Code>"));
            Assert.That(body, Does.Contain($"<RequestId>{response.Headers.GetValues("x-amz-request-id").Single()}</RequestId>"));
            Assert.That(body, Does.Not.Contain(StoreScope.SecretKey));
        }

        return body;
    }

    private static async Task<HttpRequestMessage> PresignedPutAsync(StoreScope scope)
    {
        var request = Request("upload.png", HttpVerb.PUT);
        request.ContentType = "image/png";
        request.Metadata["mocid"] = "17";
        return new HttpRequestMessage(HttpMethod.Put, new Uri(await scope.Client.GetPreSignedURLAsync(request)))
        {
            Content = new ByteArrayContent("png bytes"u8.ToArray()),
        };
    }

    private static GetPreSignedUrlRequest Request(string key, HttpVerb verb) => new()
    {
        BucketName = StoreScope.Bucket,
        Key = key,
        Verb = verb,
        Protocol = Protocol.HTTP,
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1),
    };

    private static Task<PutObjectResponse> PutAsync(StoreScope scope, string key) =>
        scope.Client.PutObjectAsync(new PutObjectRequest { BucketName = StoreScope.Bucket, Key = key, ContentBody = "content" });
}
