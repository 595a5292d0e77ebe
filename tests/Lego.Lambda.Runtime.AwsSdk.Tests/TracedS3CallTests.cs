using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Transfer;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.AwsSdk.Tests;

/// <summary>The SDK's calls below a traced call of the function's own.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TracedS3CallTests
{
    [Test]
    public async Task A_call_below_a_traced_call_is_the_same_node()
    {
        using var client = AssemblySetUp.NewClient();

        var root = await TracedRun.DocumentOfAsync(() => TraceS3("PutObject", AssemblySetUp.Bucket, "traced.txt", () =>
            client.PutObjectAsync(new() { BucketName = AssemblySetUp.Bucket, Key = "traced.txt", ContentBody = "x" })));

        var call = root.Children().Single();
        var node = root.Nodes().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Text("name"), Is.EqualTo("s3:PutObject"));
            Assert.That(call.Children().Single(), Is.SameAs(node), "one call needs no part of its own in the timeline");
            Assert.That((string?)node["aws"]!["operation"], Is.EqualTo("PutObject"));
            Assert.That((string?)node["aws"]!["key"], Is.EqualTo("traced.txt"));
            Assert.That((string?)node["aws"]!["request_id"], Is.Not.Empty);
            Assert.That((string?)node["aws"]!["id_2"], Has.Length.EqualTo(64));
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(200));
        }
    }

    [Test]
    public async Task A_failure_below_a_traced_call_is_its_failure()
    {
        using var client = AssemblySetUp.NewClient();

        var root = await TracedRun.DocumentOfAsync(async () =>
        {
            try
            {
                await TraceS3("GetObject", AssemblySetUp.Bucket, "nowhere", () => client.GetObjectAsync(AssemblySetUp.Bucket, "nowhere"));
            }
            catch (AmazonS3Exception)
            {
            }
        });

        var call = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(S3CallTests.Flags(call), Is.EqualTo(new[] { "error" }));
            Assert.That(S3CallTests.Flags(root.Nodes().Single()), Is.EqualTo(new[] { "error" }));
            Assert.That((bool?)call["cause"]!["exceptions"]![0]!["remote"], Is.True);
            Assert.That(call.Metadata("aws", "errorCode"), Is.EqualTo("NoSuchKey"));
        }
    }

    [Test]
    public async Task Retries_below_a_traced_call_are_counted_and_no_failure()
    {
        await using var service = await StubService.StartAsync((503, ""), (200, "ok"));
        using var client = new AmazonS3Client("id", "secret", AssemblySetUp.NewConfig(service.Endpoint, retries: 2));

        var root = await TracedRun.DocumentOfAsync(() => TraceS3("GetObject", "b", "a", () => client.GetObjectAsync("b", "a")));

        var node = root.Nodes().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(S3CallTests.Flags(root.Children().Single()), Is.Empty);
            Assert.That((int?)node["aws"]!["retries"], Is.EqualTo(1));
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(200));
        }
    }

    [Test]
    public async Task A_multipart_upload_below_a_traced_call_is_one_node_with_its_parts_in_the_timeline()
    {
        using var client = AssemblySetUp.NewClient();

        var root = await TracedRun.DocumentOfAsync(() => TraceS3("Upload", AssemblySetUp.Bucket, "big", () => UploadAsync(client, "big")));

        var call = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Nodes(), Has.Count.EqualTo(1));
            Assert.That(Parts(call, "CreateMultipartUpload"), Has.Length.EqualTo(1));
            Assert.That(Parts(call, "UploadPart"), Has.Length.EqualTo(3));
            Assert.That(Parts(call, "CompleteMultipartUpload"), Has.Length.EqualTo(1));
            Assert.That(call.Children().Count(), Is.EqualTo(6), "five parts and the node, no HTTP request");
        }

        static JsonObject[] Parts(JsonObject call, string name) => [.. call.Children().Where(child => child.Text("name") == name)];
    }

    [Test]
    public async Task A_multipart_upload_by_itself_is_a_node_for_each_operation()
    {
        using var client = AssemblySetUp.NewClient();

        var root = await TracedRun.DocumentOfAsync(() => UploadAsync(client, "bigger"));

        Assert.That(
            root.Nodes().Select(node => (string?)node["aws"]!["operation"]),
            Is.EquivalentTo(new[] { "CreateMultipartUpload", "UploadPart", "UploadPart", "UploadPart", "CompleteMultipartUpload" }));
    }

    private static async Task UploadAsync(AmazonS3Client client, string key)
    {
        const int partSize = 5 << 20;
        using var transfer = new TransferUtility(client, new TransferUtilityConfig { MinSizeBeforePartUpload = partSize });
        using var content = new MemoryStream(new byte[(2 * partSize) + 1]);
        await transfer.UploadAsync(new TransferUtilityUploadRequest
        {
            BucketName = AssemblySetUp.Bucket, Key = key, InputStream = content, PartSize = partSize, AutoCloseStream = false,
        });
    }
}
