using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Lego.LocalHost.Tests.ObjectStore;
using Lego.Testing.Attacks;
using Microsoft.AspNetCore.WebUtilities;

namespace Lego.LocalHost.Tests.Attacks;

/// <summary>What the holder of a signed link can do with the store: what was signed, and nothing else.</summary>
[Category("Attack")]
public sealed class PresignedUrlAttackTests
{
    private const string Content = "content";
    private const string Key = "mocs/1/upload.png";

    private StoreScope _scope = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _scope = await StoreScope.StartAsync();
        await _scope.Client.PutBucketAsync("foreign");
        foreach (var (bucket, key) in new[] { ("foreign", "secret"), (StoreScope.Bucket, "secret"), (StoreScope.Bucket, Key) })
        {
            await _scope.Client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = "planted " + key });
        }
    }

    [OneTimeTearDown]
    public async Task Stop() => await _scope.DisposeAsync();

    [Test]
    public async Task A_link_that_was_changed_anywhere_does_nothing()
    {
        using var attack = new Attack("access-presigned-urls");
        var put = await PresignAsync(HttpVerb.PUT);
        var get = await PresignAsync(HttpVerb.GET);
        var before = await StateAsync();
        await attack.RunAsync(async attackCase =>
        {
            using var message = attackCase.Random.Next(2) == 0 ? Change(put, HttpMethod.Put, attackCase.Random) : Change(get, HttpMethod.Get, attackCase.Random);
            using var response = await _scope.Http.SendAsync(message);
            attack.Count($"status {(int)response.StatusCode}");

            Assert.That((int)response.StatusCode, Is.InRange(400, 499), message.ToString());
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Not.Contain("planted"));
        });

        Assert.That(await StateAsync(), Is.EqualTo(before));
    }

    [TestCase("x-amz-copy-source", "/foreign/secret")]
    [TestCase("x-amz-copy-source", "lego-test/secret")]
    [TestCase("x-amz-acl", "public-read")]
    [TestCase("x-amz-meta-mocid", "2")]
    [TestCase("x-amz-meta-other", "2")]
    [TestCase("x-amz-website-redirect-location", "http://evil.test")]
    [TestCase("x-amz-checksum-sha256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [TestCase("x-amz-content-sha256", "UNSIGNED-PAYLOAD")]
    public async Task A_header_of_the_protocol_that_was_not_signed_is_refused(string name, string value)
    {
        using var message = Request(await PresignAsync(HttpVerb.PUT), HttpMethod.Put);
        message.Headers.Remove(name);
        message.Headers.TryAddWithoutValidation(name, value);

        using var response = await _scope.Http.SendAsync(message);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase(Content + "!")]
    [TestCase("c")]
    [TestCase("")]
    public async Task A_length_that_was_signed_is_the_only_one(string content)
    {
        using var good = Request(await PresignAsync(HttpVerb.PUT), HttpMethod.Put);
        using var other = Request(await PresignAsync(HttpVerb.PUT), HttpMethod.Put, content);

        using var first = await _scope.Http.SendAsync(good);
        using var response = await _scope.Http.SendAsync(other);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.OK), await first.Content.ReadAsStringAsync());
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        }
    }

    [Test]
    public async Task A_body_without_a_stated_length_is_refused()
    {
        using var message = Request(await PresignAsync(HttpVerb.PUT), HttpMethod.Put);
        message.Headers.TransferEncodingChunked = true;

        using var response = await _scope.Http.SendAsync(message);

        Assert.That((int)response.StatusCode, Is.InRange(400, 499));
    }

    [TestCase("/foreign/secret")]
    [TestCase("/foreign")]
    [TestCase("/foreign?list-type=2")]
    [TestCase("/")]
    [TestCase("/lego-test/../foreign/secret")]
    [TestCase("/lego-test/%2e%2e/foreign/secret")]
    [TestCase("/lego-test%2f..%2fforeign/secret")]
    [TestCase("/lego-test/mocs/1/../../secret")]
    [TestCase("//foreign/secret")]
    [TestCase("http://foreign.127.0.0.1/secret")]
    public async Task A_signature_for_one_address_opens_no_other(string target)
    {
        var query = new Uri(await PresignAsync(HttpVerb.GET)).Query;
        var with = target.Contains('?', StringComparison.Ordinal) ? target + "&" + query[1..] : target + query;

        var answer = await RawHttp.SendAsync(new Uri(_scope.Store.Endpoint).Port, "GET", with, ("Host", new Uri(_scope.Store.Endpoint).Authority));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(RawHttp.Status(answer), Is.InRange(400, 499), answer);
            Assert.That(answer, Does.Not.Contain("planted"));
        }
    }

    [TestCase("../foreign/secret")]
    [TestCase("/foreign/../foreign2/secret")]
    [TestCase("..%2fforeign/secret")]
    [TestCase("lego-test/../foreign/secret")]
    public async Task A_copy_takes_its_source_as_it_is_spelled(string source)
    {
        using var message = new HttpRequestMessage(HttpMethod.Put, _scope.Store.Endpoint + "/lego-test/copy");
        message.Headers.TryAddWithoutValidation("x-amz-copy-source", source);
        new RequestSigner(TimeProvider.System.GetUtcNow()).Sign(message, "UNSIGNED-PAYLOAD");

        using var response = await _scope.Http.SendAsync(message);

        Assert.That((int)response.StatusCode, Is.InRange(400, 499));
    }

    private async Task<string> PresignAsync(HttpVerb verb)
    {
        var request = new GetPreSignedUrlRequest
        {
            BucketName = StoreScope.Bucket, Key = Key, Verb = verb, Protocol = Protocol.HTTP, Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1),
        };
        if (verb == HttpVerb.PUT)
        {
            request.ContentType = "image/png";
            request.Headers.ContentLength = Content.Length;
            request.Metadata.Add("mocId", "1");
        }

        return await _scope.Client.GetPreSignedURLAsync(request);
    }

    private static HttpRequestMessage Request(string url, HttpMethod method, string content = Content)
    {
        var message = new HttpRequestMessage(method, url);
        if (method == HttpMethod.Put)
        {
            message.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(content));
            message.Content.Headers.ContentType = new("image/png");
            message.Headers.Add("x-amz-meta-mocid", "1");
        }

        return message;
    }

    /// <summary>The request with one thing changed.</summary>
    private static HttpRequestMessage Change(string url, HttpMethod method, Random random)
    {
        var parts = url.Split('?');
        var query = QueryHelpers.ParseQuery(parts[1]).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        var name = query.Keys.ElementAt(random.Next(query.Count));
        switch (random.Next(method == HttpMethod.Put ? 8 : 6))
        {
            case 0:
                query.Remove(name);
                break;
            case 1:
                query[name] = Other(query[name], random);
                break;
            case 2:
                query[random.Next(2) == 0 ? "x-id" : "response-content-type"] = "text/html";
                break;
            case 3:
                parts[0] = parts[0][..(parts[0].LastIndexOf('/') + 1)] + Other("upload.png", random);
                break;
            case 4:
                parts[0] = parts[0].Replace("/lego-test/", "/foreign/", StringComparison.Ordinal);
                break;
            case 5:
                return Request(url, new[] { HttpMethod.Delete, HttpMethod.Post, method == HttpMethod.Put ? HttpMethod.Get : HttpMethod.Put }[random.Next(3)]);
            case 6:
                var typed = Request(url, method);
                typed.Content!.Headers.ContentType = new(random.Next(2) == 0 ? "text/html" : "image/jpeg");
                return typed;
            default:
                return Request(url, method, new string('x', random.Next(100) is var length && length == Content.Length ? 0 : length));
        }

        return Request(QueryHelpers.AddQueryString(parts[0], query!), method);
    }

    private static string Other(string text, Random random)
    {
        var at = random.Next(text.Length);
        var replaced = char.IsAsciiDigit(text[at]) ? (char)('0' + ((text[at] - '0' + random.Next(1, 10)) % 10)) : text[at] == 'q' ? 'z' : 'q';
        return text[..at] + replaced + text[(at + 1)..];
    }

    private async Task<string> StateAsync()
    {
        List<string> objects = [];
        foreach (var bucket in new[] { StoreScope.Bucket, "foreign" })
        {
            var listed = await _scope.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket });
            objects.AddRange(listed.S3Objects.Select(found => $"{bucket}/{found.Key} {found.ETag}"));
        }

        return string.Join('\n', objects);
    }
}
