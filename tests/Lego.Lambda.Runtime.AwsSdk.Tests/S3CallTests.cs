using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.AwsSdk.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class S3CallTests
{
    [Test]
    public async Task A_put_is_one_node_of_its_bucket()
    {
        using var client = AssemblySetUp.NewClient();

        var root = await TracedRun.DocumentOfAsync(() => PutAsync(client, "folder/put.txt"));

        var node = root.Children().Single();
        var aws = node["aws"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Nodes(), Has.Count.EqualTo(1));
            Assert.That(node.Text("name"), Is.EqualTo("S3"));
            Assert.That(node.Text("namespace"), Is.EqualTo("aws"));
            Assert.That((string?)aws["operation"], Is.EqualTo("PutObject"));
            Assert.That((string?)aws["bucket_name"], Is.EqualTo(AssemblySetUp.Bucket));
            Assert.That((string?)aws["key"], Is.EqualTo("folder/put.txt"));
            Assert.That((string?)aws["region"], Is.EqualTo("eu-central-1"));
            Assert.That((string?)aws["request_id"], Is.Not.Empty);
            Assert.That((string?)aws["id_2"], Has.Length.EqualTo(64));
            Assert.That(aws["retries"], Is.Null);
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(200));
            Assert.That(node.Children(), Is.Empty, "the HTTP request is how the call is made");
            Assert.That(Flags(node), Is.Empty);
        }
    }

    [Test]
    public async Task A_get_tells_the_length_of_what_it_got()
    {
        using var client = AssemblySetUp.NewClient();
        await PutAsync(client, "get.txt", "0123456789");

        var root = await TracedRun.DocumentOfAsync(async () =>
        {
            using var response = await client.GetObjectAsync(AssemblySetUp.Bucket, "get.txt");
        });

        Assert.That((long?)root.Children().Single()["http"]!["response"]!["content_length"], Is.EqualTo(10));
    }

    [Test]
    public async Task A_missing_object_is_an_error_with_the_answer_of_the_service_as_its_cause()
    {
        using var client = AssemblySetUp.NewClient();

        var root = await TracedRun.DocumentOfAsync(async () =>
        {
            try
            {
                await client.GetObjectAsync(AssemblySetUp.Bucket, "nowhere");
            }
            catch (AmazonS3Exception)
            {
            }
        });

        var node = root.Children().Single();
        var cause = node["cause"]!["exceptions"]![0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Flags(node), Is.EqualTo(new[] { "error" }));
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(404));
            Assert.That((string?)cause["type"], Is.EqualTo("NoSuchKeyException"));
            Assert.That((bool?)cause["remote"], Is.True);
            Assert.That((string?)cause["message"], Is.Not.Empty);
            Assert.That(node.Metadata("aws", "errorCode"), Is.EqualTo("NoSuchKey"));
            Assert.That((string?)node["aws"]!["request_id"], Is.Not.Empty);
            Assert.That((string?)node["aws"]!["id_2"], Has.Length.EqualTo(64));
            Assert.That(Flags(root), Is.Empty, "the function dealt with it");
        }
    }

    [Test]
    public async Task A_refused_call_is_an_error()
    {
        using var client = AssemblySetUp.NewClient(new AnonymousAWSCredentials());

        var root = await TracedRun.DocumentOfAsync(async () =>
        {
            try
            {
                await client.GetObjectAsync(AssemblySetUp.Bucket, "secret");
            }
            catch (AmazonS3Exception)
            {
            }
        });

        var node = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Flags(node), Is.EqualTo(new[] { "error" }));
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(403));
            Assert.That(node.Metadata("aws", "errorCode"), Is.EqualTo("AccessDenied"));
        }
    }

    [Test]
    public async Task An_object_that_has_not_changed_is_no_failure()
    {
        using var client = AssemblySetUp.NewClient();
        var put = await PutAsync(client, "unchanged.txt");

        var root = await TracedRun.DocumentOfAsync(async () =>
        {
            try
            {
                await client.GetObjectAsync(new GetObjectRequest
                {
                    BucketName = AssemblySetUp.Bucket, Key = "unchanged.txt", EtagToNotMatch = put.ETag,
                });
            }
            catch (AmazonS3Exception)
            {
            }
        });

        var node = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(304));
            Assert.That(Flags(node), Is.Empty);
            Assert.That(node["cause"], Is.Null);
        }
    }

    [Test]
    public async Task An_exception_that_reaches_the_root_is_described_once()
    {
        using var client = AssemblySetUp.NewClient();

        var documents = await new TracedRun().RunAsync(() => client.GetObjectAsync(AssemblySetUp.Bucket, "nowhere"), mayFail: true);

        var root = documents.Single();
        var described = root["cause"]!["exceptions"]![0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)described["id"], Is.Not.Empty);
            Assert.That((bool?)described["remote"], Is.True);
            Assert.That(root.Children().Single().Text("cause"), Is.EqualTo((string?)described["id"]));
        }
    }

    [Test]
    public async Task An_exception_that_the_function_deals_with_tells_where_it_was_called()
    {
        using var client = AssemblySetUp.NewClient();

        var root = await TracedRun.DocumentOfAsync(() => ReadAsync(client));

        Assert.That(
            root.Children().Single()["cause"]!["exceptions"]![0]!["stack"]!.AsArray().Select(frame => (string?)frame!["label"]),
            Has.Some.EndsWith(nameof(S3CallTests) + "." + nameof(ReadAsync)));
    }

    [Test]
    public async Task A_server_that_is_down_is_a_fault_after_all_retries()
    {
        using var client = new AmazonS3Client(
            new BasicAWSCredentials("id", "secret"), AssemblySetUp.NewConfig(AssemblySetUp.DeadEndpoint(), retries: 2));

        var root = await TracedRun.DocumentOfAsync(async () =>
        {
            try
            {
                await client.GetObjectAsync(AssemblySetUp.Bucket, "a");
            }
            catch (HttpRequestException)
            {
            }
            catch (AmazonClientException)
            {
            }
        });

        var node = root.Nodes().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Flags(node), Is.EqualTo(new[] { "fault" }));
            Assert.That((int?)node["aws"]!["retries"], Is.EqualTo(2));
            Assert.That((string?)node["aws"]!["bucket_name"], Is.EqualTo(AssemblySetUp.Bucket));
            Assert.That(node["http"]?["response"], Is.Null, "nobody answered");
            Assert.That(node["cause"]!["exceptions"]!.AsArray(), Is.Not.Empty);
        }
    }

    [Test]
    public async Task A_call_that_succeeds_on_its_second_attempt_is_no_failure()
    {
        await using var service = await StubService.StartAsync((503, ""), (200, "ok"));
        using var client = new AmazonS3Client(
            new BasicAWSCredentials("id", "secret"), AssemblySetUp.NewConfig(service.Endpoint, retries: 2));

        var root = await TracedRun.DocumentOfAsync(async () =>
        {
            using var response = await client.GetObjectAsync(AssemblySetUp.Bucket, "a");
        });

        var node = root.Nodes().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Flags(node), Is.Empty);
            Assert.That((int?)node["aws"]!["retries"], Is.EqualTo(1));
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(200));
            Assert.That(node.Children().Select(child => Flags(child).Length), Is.EqualTo(new[] { 1, 0 }), "both attempts show in the timeline");
        }
    }

    [Test]
    public async Task Calls_in_parallel_are_siblings()
    {
        using var client = AssemblySetUp.NewClient();

        var root = await TracedRun.DocumentOfAsync(() => Task.WhenAll(Enumerable.Range(0, 8).Select(i => PutAsync(client, $"parallel/{i}"))));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                root.Children().Select(child => (string?)child["aws"]!["key"]),
                Is.EquivalentTo(Enumerable.Range(0, 8).Select(i => $"parallel/{i}")));
            Assert.That(root.Nodes(), Has.Count.EqualTo(8));
        }
    }

    [Test]
    public async Task A_call_that_never_ends_shows_where_it_hangs()
    {
        await using var service = await StubService.StartAsync();
        using var client = new AmazonS3Client(new BasicAWSCredentials("id", "secret"), AssemblySetUp.NewConfig(service.Endpoint));
        using var giveUp = new CancellationTokenSource();
        Task hanging = Task.CompletedTask;

        var root = await TracedRun.DocumentOfAsync(() =>
        {
            hanging = client.GetObjectAsync(AssemblySetUp.Bucket, "a", giveUp.Token);
            return Task.CompletedTask;
        });

        var node = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Text("name"), Is.EqualTo("S3"));
            Assert.That((string?)node["aws"]!["operation"], Is.EqualTo("GetObject"));
            Assert.That(node.Metadata("trace", "unfinished"), Is.EqualTo("true"));
        }

        await giveUp.CancelAsync();
        Assert.That(async () => await hanging, Throws.InstanceOf<Exception>());
    }

    [Test]
    public async Task A_secret_in_a_key_is_not_sent()
    {
        using var client = AssemblySetUp.NewClient();

        var root = await TracedRun.DocumentOfAsync(() => PutAsync(client, "AKIAIOSFODNN7EXAMPLE.txt"));

        Assert.That(root.ToJsonString(), Does.Not.Contain("AKIAIOSFODNN7EXAMPLE"));
    }

    internal static string[] Flags(JsonObject node) =>
        [.. new[] { "error", "throttle", "fault" }.Where(flag => node[flag] is not null)];

    private static Task<PutObjectResponse> PutAsync(AmazonS3Client client, string key, string text = "x") =>
        client.PutObjectAsync(new PutObjectRequest { BucketName = AssemblySetUp.Bucket, Key = key, ContentBody = text });

    private static async Task<bool> ReadAsync(AmazonS3Client client)
    {
        try
        {
            using var response = await client.GetObjectAsync(AssemblySetUp.Bucket, "nowhere");
            return true;
        }
        catch (AmazonS3Exception)
        {
            return false;
        }
    }
}
