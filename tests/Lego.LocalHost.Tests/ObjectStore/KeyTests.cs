using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Lego.LocalHost.Tests.ObjectStore;

[Parallelizable(ParallelScope.All)]
public class KeyTests
{
    private static readonly string[] Odd =
    [
        "with blank", "a+b", "100%", "a%2Fb", "/leading", "trailing/", "a//b", "ключ/日本/😀", "..",
        "../../etc/passwd", "a/../../b", "./c",
        "q?x=1&y", "hash#tag", "semi;colon,'\"<>", "~tilde*(star)!", "CON", "back\\slash", "CaSe", "case",
    ];

    [Test]
    public async Task Odd_keys_are_kept_as_they_are_and_stay_in_the_data_folder()
    {
        await using var scope = await StoreScope.StartAsync();
        var parent = Directory.GetParent(scope.Options.DataFolder)!.FullName;

        // The SDK resolves dots in addresses itself, so the request is written by hand.
        foreach (var key in Odd)
        {
            var answer = await RawRequest.SendAsync(scope, "PUT", key, key);
            Assert.That(answer, Does.StartWith("HTTP/1.1 200 "), key);
        }

        var listed = await scope.Client.ListObjectsV2Async(new() { BucketName = StoreScope.Bucket });
        var answers = new List<string>();
        foreach (var key in Odd) answers.Add(await RawRequest.SendAsync(scope, "GET", key, ""));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(listed.S3Objects.Select(found => found.Key), Is.EquivalentTo(Odd));
            foreach (var (key, answer) in Odd.Zip(answers)) Assert.That(answer, Does.EndWith("\r\n\r\n" + key));
            Assert.That(scope.DataFiles(), Has.Length.EqualTo(Odd.Length));
            Assert.That(scope.DataFiles().Select(Path.GetFileName), Has.All.Match("^[0-9a-f]{32}$"));
            Assert.That(Directory.Exists(Path.Combine(parent, "etc")), Is.False);
        }
    }

    [TestCase("ключ/日本/😀")]
    [TestCase("with blank + plus")]
    [TestCase("a%2Fb")]
    [TestCase("semi;colon,'=&$@")]
    public async Task Odd_keys_work_through_the_sdk(string key)
    {
        await using var scope = await StoreScope.StartAsync();
        await scope.Client.PutObjectAsync(new PutObjectRequest { BucketName = StoreScope.Bucket, Key = key, ContentBody = key });

        using var got = await scope.Client.GetObjectAsync(StoreScope.Bucket, key);
        await scope.Client.DeleteObjectAsync(StoreScope.Bucket, key);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await new StreamReader(got.ResponseStream).ReadToEndAsync(), Is.EqualTo(key));
            Assert.That(scope.DataFiles(), Is.Empty);
        }
    }

    [Test]
    public async Task Key_above_1024_bytes_is_refused()
    {
        await using var scope = await StoreScope.StartAsync();

        var longest = await scope.Client.PutObjectAsync(
            new PutObjectRequest { BucketName = StoreScope.Bucket, Key = new string('ä', 512), ContentBody = "x" });
        var error = Assert.ThrowsAsync<AmazonS3Exception>(() => scope.Client.PutObjectAsync(
            new PutObjectRequest { BucketName = StoreScope.Bucket, Key = new string('ä', 512) + "x", ContentBody = "x" }));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(longest.HttpStatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(error.ErrorCode, Is.EqualTo("KeyTooLongError"));
        }
    }

    [TestCase("/lego-test/%FF")]
    [TestCase("/lego-test/%4")]
    public async Task Address_that_is_not_utf8_is_refused(string target)
    {
        await using var scope = await StoreScope.StartAsync();

        var answer = await RawRequest.SendTargetAsync(scope, "GET", target, "", signer: null);

        Assert.That(answer, Does.StartWith("HTTP/1.1 400 ").And.Contains("<Code>InvalidURI</Code>"));
    }

    [TestCase("..")]
    [TestCase("UPPER")]
    [TestCase("a")]
    public async Task Bucket_name_outside_the_rule_cannot_be_created(string name)
    {
        await using var scope = await StoreScope.StartAsync();
        var signer = new RequestSigner(TimeProvider.System.GetUtcNow());

        var answer = await RawRequest.SendTargetAsync(scope, "PUT", $"/{name}", "", signer);

        Assert.That(answer, Does.StartWith("HTTP/1.1 400 ").And.Contains("<Code>InvalidBucketName</Code>"));
    }
}
