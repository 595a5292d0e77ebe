using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3.Model;

namespace Lego.LocalHost.Tests.ObjectStore;

[Parallelizable(ParallelScope.All)]
public class BatchDeleteTests
{
    [Test]
    public async Task Thousand_keys_go_at_once_and_missing_ones_count_as_deleted()
    {
        await using var scope = await StoreScope.StartAsync();
        string[] present = ["a b", "a+b", "ä&<>", "x/../y"];
        foreach (var key in present)
        {
            await scope.Client.PutObjectAsync(new() { BucketName = StoreScope.Bucket, Key = key, ContentBody = key });
        }

        var keys = present.Concat(Enumerable.Range(0, 1000 - present.Length).Select(number => $"missing/{number}")).ToList();
        var response = await scope.Client.DeleteObjectsAsync(Request(keys, isQuiet: false));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.DeletedObjects.Select(deleted => deleted.Key), Is.EquivalentTo(keys));
            Assert.That(response.DeleteErrors, Is.Null.Or.Empty);
            Assert.That(scope.DataFiles(), Is.Empty);
        }
    }

    [Test]
    public async Task Quiet_answer_names_no_deleted_keys()
    {
        await using var scope = await StoreScope.StartAsync();
        await scope.Client.PutObjectAsync(new() { BucketName = StoreScope.Bucket, Key = "k", ContentBody = "x" });

        var response = await scope.Client.DeleteObjectsAsync(Request(["k"], isQuiet: true));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.DeletedObjects, Is.Null.Or.Empty);
            Assert.That(scope.DataFiles(), Is.Empty);
        }
    }

    [Test]
    public async Task More_than_a_thousand_keys_are_refused_and_nothing_is_deleted()
    {
        await using var scope = await StoreScope.StartAsync();
        await scope.Client.PutObjectAsync(new() { BucketName = StoreScope.Bucket, Key = "0", ContentBody = "x" });
        var keys = Enumerable.Range(0, 1001).Select(number => $"{number}").ToList();

        var error = Assert.ThrowsAsync<Amazon.S3.AmazonS3Exception>(() => scope.Client.DeleteObjectsAsync(Request(keys, isQuiet: true)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.ErrorCode, Is.EqualTo("MalformedXML"));
            Assert.That(scope.DataFiles(), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public async Task Document_without_any_digest_is_refused()
    {
        await using var scope = await StoreScope.StartAsync();
        var body = Encoding.UTF8.GetBytes("<Delete><Object><Key>k</Key></Object></Delete>");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{scope.Store.Endpoint}/{StoreScope.Bucket}?delete"));
        new RequestSigner(TimeProvider.System.GetUtcNow()).Sign(request, Convert.ToHexStringLower(SHA256.HashData(body)));
        request.Content = new ByteArrayContent(body);

        using var response = await scope.Http.SendAsync(request);

        await PresignedUrlTests.ExpectAsync(response, HttpStatusCode.BadRequest, "InvalidRequest");
    }

    private static DeleteObjectsRequest Request(List<string> keys, bool isQuiet) => new()
    {
        BucketName = StoreScope.Bucket,
        Quiet = isQuiet,
        Objects = [.. keys.Select(key => new KeyVersion { Key = key })],
    };
}
