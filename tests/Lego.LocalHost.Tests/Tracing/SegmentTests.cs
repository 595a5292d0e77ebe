using Lego.LocalHost.Gateway;
using Lego.LocalHost.Tests.Gateway;
using Lego.LocalHost.Tests.RuntimeApi;

namespace Lego.LocalHost.Tests.Tracing;

[Parallelizable]
[CancelAfter(30_000)]
public sealed class SegmentTests
{
    private const string Stage = "AWS::ApiGateway::Stage";
    private const string Service = "AWS::Lambda";
    private const string Function = "AWS::Lambda::Function";

    [Test]
    public async Task A_request_leaves_three_segments_that_hang_together(CancellationToken cancellationToken)
    {
        string? header = null;
        await using var gateway = await GatewayHarness.StartAsync(answerRaw: polled =>
        {
            header = polled["Lambda-Runtime-Trace-Id"];
            return new TestRuntime.Answer("""{"statusCode":200,"body":"ok"}""");
        });

        using var response = await gateway.Http.GetAsync("health?key=secret", cancellationToken);
        var segments = await gateway.Daemon.ReceiveByOriginAsync(3, cancellationToken);

        var (stage, service, function) = (segments[Stage], segments[Service], segments[Function]);
        var root = (string?)stage["trace_id"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(header, Is.EqualTo($"Root={root};Parent={(string?)function["id"]};Sampled=1"));
            Assert.That((string?)stage["parent_id"], Is.Null);
            Assert.That((string?)service["parent_id"], Is.EqualTo((string?)stage["subsegments"]![0]!["id"]));
            Assert.That((string?)function["parent_id"], Is.EqualTo((string?)service["id"]));
            Assert.That(segments.Values.Select(segment => (string?)segment["trace_id"]), Has.All.EqualTo(root));
            Assert.That((string?)stage["http"]!["request"]!["url"], Does.EndWith("/health"));
            Assert.That((string?)stage["http"]!["request"]!["method"], Is.EqualTo("GET"));
            Assert.That((int)stage["http"]!["response"]!["status"]!, Is.EqualTo(200));
            Assert.That((string?)service["name"], Is.EqualTo("health"));
            Assert.That((int)service["http"]!["response"]!["status"]!, Is.EqualTo(200));
            Assert.That((string?)service["aws"]!["request_id"], Is.EqualTo((string?)function["aws"]!["request_id"]));
            Assert.That((string?)service["subsegments"]![0]!["name"], Is.EqualTo("Init"));
            Assert.That((bool)function["aws"]!["cold_start"]!, Is.True);
            Assert.That((string?)function["aws"]!["cloudwatch_logs"]![0]!["log_group"], Is.EqualTo("/aws/lambda/health"));
            Assert.That((string?)function["resource_arn"], Is.EqualTo("arn:aws:lambda:us-east-1:000000000000:function:health"));
            Assert.That(segments.Values.Select(segment => segment["fault"]), Has.All.Null);
            Assert.That(segments.Values.Select(segment => (double)segment["end_time"]! - (double)segment["start_time"]!), Has.All.InRange(0, 30));
        }
    }

    [Test]
    public async Task A_second_invocation_has_no_init(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync();
        await gateway.Http.GetAsync("health", cancellationToken);
        await gateway.Daemon.ReceiveByOriginAsync(3, cancellationToken);

        await gateway.Http.GetAsync("health", cancellationToken);
        var segments = await gateway.Daemon.ReceiveByOriginAsync(3, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(segments[Service]["subsegments"], Is.Null);
            Assert.That((bool)segments[Function]["aws"]!["cold_start"]!, Is.False);
        }
    }

    [Test]
    public async Task The_functions_error_is_the_cause_on_its_segment_and_a_fault_on_the_gateways(CancellationToken cancellationToken)
    {
        const string Cause = """{"working_directory":"/var/task","exceptions":[{"type":"BoomException","message":"boom","stack":[{"path":"A.cs","line":3,"label":"Run"}]}],"paths":["A.cs"]}""";
        await using var gateway = await GatewayHarness.StartAsync(answerRaw: _ =>
            new TestRuntime.Answer("""{"errorMessage":"boom","errorType":"BoomException"}""", IsError: true, XRayCause: Cause));

        await gateway.Http.GetAsync("health", cancellationToken);
        var segments = await gateway.Daemon.ReceiveByOriginAsync(3, cancellationToken);

        var exception = segments[Function]["cause"]!["exceptions"]![0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool?)segments[Function]["fault"], Is.True);
            Assert.That((bool?)segments[Service]["fault"], Is.Null);
            Assert.That((bool?)segments[Stage]["fault"], Is.True);
            Assert.That((string?)exception["id"], Does.Match("^[0-9a-f]{16}$"));
            Assert.That((string?)exception["type"], Is.EqualTo("BoomException"));
            Assert.That((string?)exception["stack"]![0]!["label"], Is.EqualTo("Run"));
        }
    }

    [Test]
    public async Task An_error_without_a_cause_header_is_described_by_its_document(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(answerRaw: _ =>
            new TestRuntime.Answer("""{"errorMessage":"boom","errorType":"BoomException"}""", IsError: true));

        await gateway.Http.GetAsync("health", cancellationToken);
        var segments = await gateway.Daemon.ReceiveByOriginAsync(3, cancellationToken);

        Assert.That((string?)segments[Function]["cause"]!["exceptions"]![0]!["message"], Is.EqualTo("boom"));
    }

    [Test]
    public async Task A_refused_request_has_the_gateways_segment_alone(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync();

        await gateway.Http.GetAsync("api/mocs", cancellationToken);
        var segments = await gateway.Daemon.ReceiveByOriginAsync(1, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool?)segments[Stage]["error"], Is.True);
            Assert.That((int)segments[Stage]["http"]!["response"]!["status"]!, Is.EqualTo(401));
            Assert.That(segments[Stage]["subsegments"], Is.Null);
            Assert.That(gateway.Daemon.IsEmpty, Is.True);
        }
    }

    [Test]
    public async Task The_callers_trace_is_joined(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(options: new GatewayOptions { SamplingRate = 0 });
        using var request = new HttpRequestMessage(HttpMethod.Get, "health");
        request.Headers.Add("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");

        await gateway.Http.SendAsync(request, cancellationToken);
        var segments = await gateway.Daemon.ReceiveByOriginAsync(3, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)segments[Stage]["trace_id"], Is.EqualTo("1-5759e988-bd862e3fe1be46a994272793"));
            Assert.That((string?)segments[Stage]["parent_id"], Is.EqualTo("53995c3f42cd8ad8"));
        }
    }

    [TestCase("Sampled=0", 1.0)]
    [TestCase(null, 0.0)]
    public async Task Nothing_is_sent_when_the_request_is_not_sampled(string? sent, double rate, CancellationToken cancellationToken)
    {
        string? header = null;
        await using var gateway = await GatewayHarness.StartAsync(
            options: new GatewayOptions { SamplingRate = rate },
            answerRaw: polled =>
            {
                header = polled["Lambda-Runtime-Trace-Id"];
                return new TestRuntime.Answer("""{"statusCode":200}""");
            });
        using var request = new HttpRequestMessage(HttpMethod.Get, "health");
        if (sent is not null)
        {
            request.Headers.Add("X-Amzn-Trace-Id", sent);
        }

        await gateway.Http.SendAsync(request, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(header, Does.EndWith(";Sampled=0"));
            Assert.That(gateway.Daemon.IsEmpty, Is.True);
        }
    }

    [Test]
    public async Task A_caller_that_asks_for_the_decision_is_told(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "health");
        request.Headers.Add("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=?");

        using var response = await gateway.Http.SendAsync(request, cancellationToken);

        Assert.That(response.Headers.GetValues("X-Amzn-Trace-Id").Single(), Is.EqualTo("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1"));
    }
}
