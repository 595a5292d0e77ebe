using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Lego.Lambda.Runtime.Tests;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.XRaySdk.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class AwsClientTests
{
    private WebApplication _server = null!;
    private AmazonS3Client _client = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Run(AnswerAsync);
        await _server.StartAsync();
        _client = new AmazonS3Client(new BasicAWSCredentials("key", "secret"), new AmazonS3Config
        {
            ServiceURL = _server.Urls.Single(),
            ForcePathStyle = true,
            AuthenticationRegion = "eu-central-1",
            MaxErrorRetry = 0,
        });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task A_call_is_a_node_of_our_trace()
    {
        using var probe = new Probe();
        var answer = "";

        await probe.RunAsync(() => TraceWork("store", async _ =>
        {
            using var got = await _client.GetObjectAsync("bricks", "moc/1.png");
            using var text = new StreamReader(got.ResponseStream);
            answer = await text.ReadToEndAsync();
        }));

        var root = probe.Daemon.ReceiveOne();
        var call = root.Named("store").Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Text("name"), Is.EqualTo("S3"));
            Assert.That(call.Text("namespace"), Is.EqualTo("aws"));
            Assert.That((string?)call["aws"]!["operation"], Is.EqualTo("GetObject"));
            Assert.That((string?)call["aws"]!["bucket_name"], Is.EqualTo("bricks"));
            Assert.That((string?)call["aws"]!["key"], Is.EqualTo("moc/1.png"));
            Assert.That((string?)call["aws"]!["request_id"], Is.EqualTo("REQUEST1"));
            Assert.That((string?)call["aws"]!["id_2"], Is.EqualTo("EXTENDED1"));
            Assert.That((int?)call["http"]!["response"]!["status"], Is.EqualTo(200));
            Assert.That(answer, Is.EqualTo($"Root={probe.TraceId()}; Parent={call.Text("id")}; Sampled=1"));
            Assert.That(SegmentSchema.Validate(root.ToJsonString()), Is.Empty);
            Assert.That(AssemblySetUp.Emitter.SentOf(probe.TraceId()), Is.Empty);
        }
    }

    [Test]
    public async Task Calls_at_the_same_time_lie_side_by_side()
    {
        using var probe = new Probe();

        await probe.RunAsync(() => TraceWork("store", _ => Task.WhenAll(
            _client.PutObjectAsync(new PutObjectRequest { BucketName = "bricks", Key = "a", ContentBody = "a" }),
            _client.DeleteObjectAsync("bricks", "b"))));

        Assert.That(
            probe.Daemon.ReceiveOne().Named("store").Children().Select(call => (string?)call["aws"]!["operation"]),
            Is.EquivalentTo(new[] { "PutObject", "DeleteObject" }));
    }

    [Test]
    public void A_call_that_fails_is_an_error_with_its_cause()
    {
        using var probe = new Probe();

        Assert.That(
            () => probe.RunAsync(() => _client.GetObjectAsync("bricks", "missing")), Throws.InstanceOf<AmazonS3Exception>());

        var root = probe.Daemon.ReceiveOne();
        var call = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool?)call["error"], Is.True);
            Assert.That(call["fault"], Is.Null);
            Assert.That((int?)call["http"]!["response"]!["status"], Is.EqualTo(404));
            Assert.That((string?)call["cause"]!["exceptions"]![0]!["type"], Does.EndWith("Exception"));
            Assert.That(root.Text("cause"), Is.EqualTo((string?)call["cause"]!["exceptions"]![0]!["id"]));
            Assert.That(SegmentSchema.Validate(root.ToJsonString()), Is.Empty);
        }
    }

    [Test]
    public async Task An_unsampled_invocation_calls_as_if_there_were_no_recorder()
    {
        using var probe = new Probe();
        var answer = "";

        await probe.RunUnsampledAsync(async () =>
        {
            using var got = await _client.GetObjectAsync("bricks", "moc/1.png");
            using var text = new StreamReader(got.ResponseStream);
            answer = await text.ReadToEndAsync();
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Is.Empty);
            Assert.That(probe.Daemon.ReceiveArrived(), Is.Empty);
        }
    }

    /// <summary>Answers with the trace header that came; a key named missing is missing.</summary>
    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers["x-amz-request-id"] = "REQUEST1";
        context.Response.Headers["x-amz-id-2"] = "EXTENDED1";
        if (context.Request.Path.Value!.EndsWith("missing", StringComparison.Ordinal))
        {
            context.Response.StatusCode = 404;
            return context.Response.WriteAsync("<Error><Code>NoSuchKey</Code><Message>No such key.</Message></Error>");
        }

        if (context.Request.Method == "DELETE")
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        }

        return context.Request.Method == "PUT"
            ? context.Request.Body.CopyToAsync(Stream.Null)
            : context.Response.WriteAsync(context.Request.Headers["X-Amzn-Trace-Id"].ToString());
    }
}
