using Amazon.S3;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.AwsSdk.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class AwsTraceHeaderTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task A_service_is_told_the_node_that_calls_it(bool isTraced)
    {
        await using var service = await StubService.StartAsync((200, "ok"));
        using var client = new AmazonS3Client("id", "secret", AssemblySetUp.NewConfig(service.Endpoint));
        var run = new TracedRun();

        var documents = await run.RunAsync(() => isTraced ? TraceS3("GetObject", "b", "a", () => GetAsync(client)) : GetAsync(client));

        Assert.That(TraceHeader.TryParse(service.TraceHeaders.Single(), out var sent), Is.True);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sent.TraceId, Is.EqualTo(run.Header.TraceId));
            Assert.That(sent.ParentId.ToHexString(), Is.EqualTo(documents.Single().Nodes().Single().Text("id")));
            Assert.That(sent.Sampled, Is.EqualTo(SampleDecision.Sampled));
        }
    }

    [Test]
    public async Task A_service_is_told_nothing_where_the_trace_may_be_thrown_away()
    {
        await using var service = await StubService.StartAsync((200, "ok"));
        using var client = new AmazonS3Client("id", "secret", AssemblySetUp.NewConfig(service.Endpoint));

        await new TracedRun { Header = TestTrace.NewHeader(SampleDecision.NotSampled) }.RunAsync(() => GetAsync(client));

        Assert.That(service.TraceHeaders, Is.EqualTo(new[] { "" }));
    }

    [Test]
    public async Task What_Lambda_added_to_the_header_is_passed_on()
    {
        var run = new TracedRun();
        var headers = new Dictionary<string, string>
        {
            ["x-amzn-trace-id"] = $"Root={TraceIds.ToXRay(run.Header.TraceId)};Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:a87bd80c:0",
        };
        var id = "";

        await run.RunAsync(() => TraceWork("call", subsegment =>
        {
            id = subsegment.Id;
            AwsTraceHeader.Write(headers, subsegment);
            return Task.CompletedTask;
        }));

        Assert.That(
            headers["x-amzn-trace-id"],
            Is.EqualTo($"Root={TraceIds.ToXRay(run.Header.TraceId)};Parent={id};Sampled=1;Lineage=1:a87bd80c:0"));
    }

    [TestCase("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1")]
    [TestCase("nonsense")]
    public async Task The_header_of_another_trace_is_left_alone(string other)
    {
        var headers = new Dictionary<string, string> { ["x-amzn-trace-id"] = other };

        await new TracedRun().RunAsync(() => TraceWork("call", subsegment =>
        {
            AwsTraceHeader.Write(headers, subsegment);
            return Task.CompletedTask;
        }));

        Assert.That(headers["x-amzn-trace-id"], Is.EqualTo(other));
    }

    private static async Task GetAsync(AmazonS3Client client)
    {
        using var response = await client.GetObjectAsync("b", "a");
    }
}
