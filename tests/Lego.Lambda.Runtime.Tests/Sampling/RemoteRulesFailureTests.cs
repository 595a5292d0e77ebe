using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Lego.Lambda.Runtime.Tests.Sampling;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RemoteRulesFailureTests : IAsyncDisposable
{
    private static readonly AsyncLocal<string?> OfTheRequest = new();
    private readonly FakeSamplingApi _daemon = new();

    public ValueTask DisposeAsync() => _daemon.DisposeAsync();

    [TestCaseSource(nameof(BadAnswers))]
    public async Task Whatever_answers_to_the_call_for_rules_local_ones_go_on_to_decide(byte[]? answer)
    {
        _daemon.Answer = _ => Task.FromResult(answer);
        using var sampler = new PolledSampler(_daemon.Port);

        for (var i = 0; i < 3; i++)
        {
            Assert.That((await sampler.PollAsync()).RuleName, Is.EqualTo("local"));
            sampler.Advance(600);
        }

        Assert.That(_daemon.Calls, Has.Count.EqualTo(3));
        Assert.That(sampler.Told, Has.Count.EqualTo(1));
    }

    [TestCaseSource(nameof(BadAnswers))]
    public async Task Whatever_answers_to_a_report_the_rules_at_hand_go_on_to_decide(byte[]? answer)
    {
        using var sampler = new PolledSampler(_daemon.Port);
        await sampler.PollAsync();
        var ordinary = _daemon.Answer;
        _daemon.Answer = call => call.Path == "/SamplingTargets" ? Task.FromResult(answer) : ordinary(call);
        sampler.Decide();

        sampler.Advance(10);
        await sampler.PollAsync();

        Assert.That(_daemon.TargetCalls.Count(), Is.EqualTo(1));
        Assert.That(sampler.Decide().RuleName, Is.EqualTo("account"));
        Assert.That(sampler.Told, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Where_nobody_listens_local_rules_decide()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var sampler = new PolledSampler(port);

        await sampler.PollAsync();

        Assert.That((await sampler.PollAsync()).RuleName, Is.EqualTo("local"));
        Assert.That(sampler.Told, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task It_is_tried_again_at_intervals_that_double_up_to_ten_minutes()
    {
        _daemon.Answer = static _ => Task.FromResult<byte[]?>(null);
        using var sampler = new PolledSampler(_daemon.Port);
        var at = new List<int>();

        for (var second = 0; second < 2_000; second += 10)
        {
            var before = _daemon.Calls.Count;
            await sampler.PollAsync();
            if (_daemon.Calls.Count > before)
            {
                at.Add(second);
            }

            sampler.Advance(10);
        }

        Assert.That(at, Is.EqualTo(new[] { 0, 10, 30, 70, 150, 310, 630, 1_230, 1_830 }));
    }

    [Test]
    public async Task After_a_failure_a_good_answer_counts()
    {
        var ordinary = _daemon.Answer;
        _daemon.Answer = static _ => Task.FromResult<byte[]?>(null);
        using var sampler = new PolledSampler(_daemon.Port);
        await sampler.PollAsync();

        _daemon.Answer = ordinary;
        sampler.Advance(10);
        await sampler.PollAsync();

        Assert.That(sampler.Decide().RuleName, Is.EqualTo("account"));
    }

    [Test]
    public async Task A_log_that_fails_does_not_end_the_polling()
    {
        _daemon.Answer = static _ => Task.FromResult<byte[]?>(null);
        using var sampler = new PolledSampler(_daemon.Port, inform: static () => throw new InvalidOperationException("No log."));
        await sampler.PollAsync();

        sampler.Advance(10);
        await sampler.PollAsync();

        Assert.That(_daemon.Calls, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_poll_does_not_run_in_the_context_of_the_request_that_started_it()
    {
        _daemon.Answer = static _ => Task.FromResult<byte[]?>(null);
        (string? Value, Activity? Activity)? seen = null;
        using var sampler = new PolledSampler(_daemon.Port, inform: () => seen = (OfTheRequest.Value, Activity.Current));
        OfTheRequest.Value = "request";
        using var activity = new Activity("request").Start();

        await sampler.PollAsync();

        Assert.That(seen, Is.EqualTo(((string?)null, (Activity?)null)));
        Assert.That(OfTheRequest.Value, Is.EqualTo("request"));
    }

    private static IEnumerable<TestCaseData> BadAnswers()
    {
        yield return Case("nothing", (byte[]?)null);
        yield return Case("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n");
        yield return Case("404", "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        yield return Case("500", "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        yield return Case("a redirect", "HTTP/1.1 307 Elsewhere\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        yield return Case("cut off", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n{\"SamplingRuleRecords\":[");
        yield return Case("too large", FakeSamplingApi.Ok(FakeSamplingApi.Rules + new string(' ', 1 << 20)));
        yield return Case("headers without end", FakeSamplingApi.Raw("HTTP/1.1 200 OK\r\nX: " + new string('x', 200_000)));
        yield return Case("empty", FakeSamplingApi.Ok(""));
        yield return Case("a page", FakeSamplingApi.Ok("<html></html>"));
        yield return Case("an empty object", FakeSamplingApi.Ok("{}"));
        yield return Case("a list", FakeSamplingApi.Ok("[]"));
        yield return Case("null", FakeSamplingApi.Ok("null"));
        yield return Case("other types", FakeSamplingApi.Ok("""{"SamplingRuleRecords":{},"SamplingTargetDocuments":5}"""));
        yield return Case("no rules", FakeSamplingApi.Ok("""{"SamplingRuleRecords":[],"SamplingTargetDocuments":[{"FixedRate":"a"}]}"""));
        yield return Case("a token of a wrong type", FakeSamplingApi.Ok("""{"SamplingRuleRecords":[],"NextToken":5}"""));
        yield return Case("deeply nested", FakeSamplingApi.Ok(new string('[', 100_000)));
        yield return Case("broken text", FakeSamplingApi.Ok("""
            {"SamplingRuleRecords":[{"SamplingRule":{"RuleName":"\ud800"}}],"SamplingTargetDocuments":[{"RuleName":"\ud800"}]}
            """));
    }

    private static TestCaseData Case(string name, string answer) => Case(name, FakeSamplingApi.Raw(answer));

    private static TestCaseData Case(string name, byte[]? answer) => new TestCaseData(answer).SetArgDisplayNames(name);
}
