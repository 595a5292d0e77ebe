using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Tests.Sampling;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RemoteRulesTests : IAsyncDisposable
{
    private readonly FakeSamplingApi _daemon = new();
    private readonly PolledSampler _sampler;

    public RemoteRulesTests() => _sampler = new PolledSampler(_daemon.Port);

    public async ValueTask DisposeAsync()
    {
        _sampler.Dispose();
        await _daemon.DisposeAsync();
    }

    [Test]
    public async Task Local_rules_decide_until_the_accounts_have_come()
    {
        var first = await _sampler.PollAsync();
        var second = await _sampler.PollAsync();

        Assert.That((first.RuleName, second.RuleName), Is.EqualTo(("local", "account")));
        Assert.That(_sampler.Decide("gallery-image-get").RuleName, Is.EqualTo("Default"));
        Assert.That(_sampler.Told, Is.Empty);
    }

    [Test]
    public async Task A_call_is_plain_and_carries_no_trace_of_the_request()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "System.Net.Http",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        await _sampler.PollAsync();

        var call = _daemon.Calls.Single();
        Assert.That((call.Method, call.Path, call.Body), Is.EqualTo(("POST", "/GetSamplingRules", "{}")));
        Assert.That(call.Headers.Keys, Is.EquivalentTo(new[] { "Host", "Content-Type", "Content-Length" }));
        Assert.That(call.Headers["Content-Type"], Is.EqualTo("application/json"));
    }

    [Test]
    public async Task All_pages_are_read()
    {
        _daemon.Answer = call => Task.FromResult<byte[]?>(FakeSamplingApi.Ok(
            (string?)call.Json["NextToken"] == "page 2"
                ? FakeSamplingApi.Rules
                : """{"NextToken":"page 2","SamplingRuleRecords":[]}"""));

        await _sampler.PollAsync();

        Assert.That(_sampler.Decide().RuleName, Is.EqualTo("account"));
        Assert.That(_daemon.RuleCalls.Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task Pages_without_an_end_come_to_one()
    {
        _daemon.Serve("""{"NextToken":"again","SamplingRuleRecords":[]}""", FakeSamplingApi.NoTargets);

        await _sampler.PollAsync();

        Assert.That(_daemon.RuleCalls.Count(), Is.EqualTo(20));
        Assert.That(_sampler.Decide().RuleName, Is.EqualTo("local"));
    }

    [Test]
    public async Task Rules_are_fetched_again_after_five_minutes()
    {
        await _sampler.PollAsync();
        _sampler.Advance(294);
        await _sampler.PollAsync();
        var before = _daemon.RuleCalls.Count();

        _sampler.Advance(12);
        await _sampler.PollAsync();

        Assert.That((before, _daemon.RuleCalls.Count()), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task Without_requests_nothing_is_polled()
    {
        await _sampler.PollAsync();

        _sampler.Advance(3_600);

        Assert.That(_daemon.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_rule_that_cannot_be_used_does_not_spoil_the_others()
    {
        _daemon.Serve(
            """
            {"SamplingRuleRecords":[
              {}, null, 5,
              {"SamplingRule":{"RuleName":"future","Priority":1,"FixedRate":1,"ReservoirSize":1,"Version":2}},
              {"SamplingRule":{"RuleName":"account","Priority":0,"FixedRate":1,"ReservoirSize":1}},
              {"SamplingRule":{"RuleName":"account","Priority":2,"FixedRate":1,"ReservoirSize":1}},
              {"SamplingRule":{"RuleName":"account","Priority":3,"FixedRate":1,"ReservoirSize":1}}
            ]}
            """,
            FakeSamplingApi.NoTargets);

        await _sampler.PollAsync();

        Assert.That(_sampler.Decide().RuleName, Is.EqualTo("account"));
        Assert.That(_sampler.Told, Is.Empty);
    }

    [Test]
    public async Task After_an_hour_without_an_answer_local_rules_decide_again()
    {
        await _sampler.PollAsync();
        _daemon.Answer = static _ => Task.FromResult<byte[]?>(null);

        _sampler.Advance(3_600);
        var within = await _sampler.PollAsync();
        _sampler.Advance(1);
        var beyond = await _sampler.PollAsync();

        Assert.That((within.RuleName, beyond.RuleName), Is.EqualTo(("account", "local")));
        Assert.That(_sampler.Told, Has.Count.EqualTo(1));
    }

    [TestCase(600, "account", "account")]
    [TestCase(7_200, "local", "account")]
    public async Task A_fetch_that_a_freeze_interrupts_gives_rules_as_old_as_its_start(int frozen, string afterwards, string finally_)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thawed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ordinary = _daemon.Answer;
        _daemon.Answer = async call =>
        {
            asked.TrySetResult();
            await thawed.Task;
            return await ordinary(call);
        };
        _sampler.Decide();
        await asked.Task;

        _sampler.Advance(frozen);
        var during = _sampler.Decide();
        thawed.SetResult();
        await _sampler.LastPoll;
        var first = await _sampler.PollAsync();

        Assert.That((during.RuleName, first.RuleName), Is.EqualTo(("local", afterwards)));
        Assert.That(_sampler.Decide().RuleName, Is.EqualTo(finally_));
        Assert.That(_daemon.RuleCalls.Count(), Is.EqualTo(2), "Rules that old are fetched again at once");
    }

    [Test]
    public async Task Nobody_waits_for_a_daemon_that_does_not_answer_and_only_one_call_is_made()
    {
        var never = new TaskCompletionSource<byte[]?>();
        _daemon.Answer = _ => never.Task;
        using var sampler = new PolledSampler(_daemon.Port, TimeSpan.FromSeconds(1));

        var names = new HashSet<string>();
        for (var i = 0; i < 100; i++)
        {
            names.Add(sampler.Decide(upstream: SampleDecision.None).RuleName);
        }

        await sampler.LastPoll;

        Assert.That(names, Is.EqualTo(new[] { "local" }));
        Assert.That(_daemon.Calls, Has.Count.EqualTo(1));
        Assert.That(sampler.Told.Single(), Does.Contain("could not be fetched"));
    }

    [Test]
    public async Task After_its_end_a_sampler_decides_but_does_not_poll()
    {
        await _sampler.PollAsync();

        _sampler.Dispose();
        _sampler.Advance(1_000);
        var decision = await _sampler.PollAsync();

        Assert.That(decision.RuleName, Is.EqualTo("account"));
        Assert.That(_daemon.Calls, Has.Count.EqualTo(1));
    }
}
