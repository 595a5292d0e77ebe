using Lego.Lambda.Runtime.Sampling;
using Lego.LocalHost.Gateway;
using Lego.LocalHost.Tests.Gateway;
using Lego.LocalHost.Tests.RuntimeApi;

namespace Lego.LocalHost.Tests.Tracing;

[Parallelizable]
[CancelAfter(30_000)]
public sealed class StageSamplingTests
{
    private const string Stage = "AWS::ApiGateway::Stage";

    [Test]
    public async Task The_rule_of_the_stage_decides_and_is_named_in_its_segment(CancellationToken cancellationToken)
    {
        string? header = null;
        await using var gateway = await StartAsync(
            """{ "RuleName": "stage", "Priority": 1, "ServiceName": "lego-api/local", "ServiceType": "AWS::ApiGateway::Stage", "HTTPMethod": "GET", "URLPath": "/health", "Attributes": { "X-Client": "test" }, "ReservoirSize": 0, "FixedRate": 1 }""",
            polled => header = polled["Lambda-Runtime-Trace-Id"]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "health");
        request.Headers.Add("X-Client", "test");

        using var response = await gateway.Http.SendAsync(request, cancellationToken);
        var segments = await gateway.Daemon.ReceiveByOriginAsync(3, cancellationToken);

        var root = (string?)segments[Stage]["trace_id"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(header, Does.StartWith($"Root={root};Parent=").And.EndWith(";Sampled=1"));
            Assert.That(response.Headers.GetValues("X-Amzn-Trace-Id").Single(), Is.EqualTo($"Root={root};Sampled=1"));
            Assert.That((string?)segments[Stage]["name"], Is.EqualTo("lego-api/local"));
            Assert.That((string?)segments[Stage]["aws"]!["xray"]!["sampling_rule_name"], Is.EqualTo("stage"));
        }
    }

    [Test]
    public async Task What_the_rule_does_not_keep_is_not_traced(CancellationToken cancellationToken)
    {
        string? header = null;
        await using var gateway = await StartAsync(
            """{ "RuleName": "Default", "Priority": 10000, "ReservoirSize": 0, "FixedRate": 0 }""", polled => header = polled["Lambda-Runtime-Trace-Id"]);

        using var response = await gateway.Http.GetAsync("health", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(header, Does.EndWith(";Sampled=0"));
            Assert.That(response.Headers.GetValues("X-Amzn-Trace-Id").Single(), Does.EndWith(";Sampled=0"));
            Assert.That(gateway.Daemon.IsEmpty, Is.True);
        }
    }

    [Test]
    public async Task The_callers_decision_counts_more_than_the_rule(CancellationToken cancellationToken)
    {
        await using var gateway = await StartAsync("""{ "RuleName": "Default", "Priority": 10000, "ReservoirSize": 0, "FixedRate": 0 }""");
        using var request = new HttpRequestMessage(HttpMethod.Get, "health");
        request.Headers.Add("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1");

        await gateway.Http.SendAsync(request, cancellationToken);
        var segments = await gateway.Daemon.ReceiveByOriginAsync(3, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)segments[Stage]["trace_id"], Is.EqualTo("1-5759e988-bd862e3fe1be46a994272793"));
            Assert.That(segments[Stage]["aws"]!["xray"], Is.Null);
        }
    }

    private static Task<GatewayHarness> StartAsync(string rule, Action<TestRuntime.Polled>? see = null) => GatewayHarness.StartAsync(
        options: new GatewayOptions
        {
            Format = PayloadFormat.Version1,
            SamplingRules = new RuleSampler(SamplingRules.Parse($$"""{ "SamplingRules": [ {{rule}} ] }""")),
        },
        answerRaw: polled =>
        {
            see?.Invoke(polled);
            return new TestRuntime.Answer("""{"statusCode":200}""");
        });
}
