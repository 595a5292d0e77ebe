using Lego.Lambda.Runtime.Sampling;
using Lego.Lambda.Runtime.Sampling.Remote;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Microsoft.Extensions.Time.Testing;

namespace Lego.Lambda.Runtime.Tests.Sampling;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RuleSamplerTests
{
    private static readonly SamplingRequest Request = new("moc-list");

    private static readonly SamplingRequest Http = new(
        "moc-list", "api.example.com", "GET", "/api/mocs", "arn", new Dictionary<string, string> { ["x-client"] = "app" });

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Test]
    public void The_reservoir_is_full_again_each_second()
    {
        using var sampler = Sampler(reservoirSize: 2, fixedRate: 0);

        var kept = new List<int>();
        for (var second = 0; second < 3; second++)
        {
            kept.Add(Kept(sampler, 10, SampleDecision.None));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(kept, Is.EqualTo(new[] { 2, 2, 2 }));
    }

    [Test]
    public void A_request_that_the_caller_keeps_takes_a_slot()
    {
        using var sampler = Sampler(reservoirSize: 1, fixedRate: 0);

        Assert.That(sampler.Decide(Request, SampleDecision.Sampled).IsSampled, Is.True);
        Assert.That(sampler.Decide(Request, SampleDecision.NotSampled).IsSampled, Is.False);
        Assert.That(sampler.Decide(Request, SampleDecision.Sampled), Is.EqualTo(new SamplingDecision(true, "Default")));
    }

    [TestCase(SampleDecision.None)]
    [TestCase(SampleDecision.NotSampled)]
    [TestCase(SampleDecision.Requested)]
    public void In_the_mode_Rules_all_that_the_caller_does_not_keep_is_for_the_rule(SampleDecision upstream)
    {
        using var all = Sampler(reservoirSize: 0, fixedRate: 1);
        using var none = Sampler(reservoirSize: 0, fixedRate: 0);

        Assert.That(all.Decide(Request, upstream).IsSampled, Is.True);
        Assert.That(none.Decide(Request, upstream).IsSampled, Is.False);
    }

    [TestCase(SampleDecision.None, true)]
    [TestCase(SampleDecision.Requested, true)]
    [TestCase(SampleDecision.Sampled, true)]
    [TestCase(SampleDecision.NotSampled, false)]
    public void In_the_mode_Upstream_both_decisions_are_obeyed(SampleDecision upstream, bool expected)
    {
        using var sampler = Sampler(reservoirSize: 0, fixedRate: 1, SamplingMode.Upstream);

        Assert.That(sampler.Decide(Request, upstream), Is.EqualTo(new SamplingDecision(expected, "Default")));
    }

    [Test]
    public void In_the_mode_Upstream_what_the_caller_decides_takes_nothing_from_the_rule()
    {
        using var sampler = Sampler(reservoirSize: 1, fixedRate: 0, SamplingMode.Upstream);

        sampler.Decide(Request, SampleDecision.Sampled);

        Assert.That(sampler.Decide(Request, SampleDecision.None).IsSampled, Is.True);
        Assert.That(sampler.Decide(Request, SampleDecision.None).IsSampled, Is.False);
    }

    [Test]
    public void A_clock_that_is_set_back_does_not_close_the_reservoir()
    {
        var reservoir = new Reservoir();

        Assert.That(reservoir.TryTake(10_000, 1), Is.True);
        Assert.That(reservoir.TryTake(9_999, 1), Is.False, "A thread that comes a second late has no slot of its own");
        Assert.That(reservoir.TryTake(6_400, 1), Is.True);
    }

    [Test]
    public async Task A_decision_allocates_nothing()
    {
        await using var daemon = new FakeSamplingApi();
        using var remote = new RemoteRules(new DaemonAddress("127.0.0.1", daemon.Port), _clock, Random.Shared, inform: null);
        var rules = new SamplingRules(
        [
            new()
            {
                RuleName = "a",
                Priority = 1,
                FixedRate = 1,
                ReservoirSize = 1,
                UrlPath = "/a*m?cs",
                Attributes = new Dictionary<string, string> { ["X-Client"] = "web" },
            },
            new() { RuleName = "b", Priority = 2, FixedRate = 0.5, ReservoirSize = 1, ServiceName = "moc-*", HttpMethod = "GET" },
        ]);
        using var local = new RuleSampler(rules);
        using var polling = new RuleSampler(rules, SamplingMode.Rules, _clock, null, remote);
        Decide(local, 1_000);
        Decide(polling, 1_000);
        await polling.LastPoll;
        Decide(polling, 1_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Decide(local, 10_000);
        Decide(polling, 10_000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(allocated, Is.Zero);
        Assert.That(polling.Decide(Request, SampleDecision.None).RuleName, Is.EqualTo("account"));
    }

    private static void Decide(RuleSampler sampler, int times)
    {
        for (var i = 0; i < times; i++)
        {
            sampler.Decide(Http, SampleDecision.NotSampled);
            sampler.Decide(Http, SampleDecision.Sampled);
            sampler.Decide(Request, SampleDecision.None);
        }
    }

    private static int Kept(RuleSampler sampler, int requests, SampleDecision upstream)
    {
        var kept = 0;
        for (var i = 0; i < requests; i++)
        {
            kept += sampler.Decide(Request, upstream).IsSampled ? 1 : 0;
        }

        return kept;
    }

    private RuleSampler Sampler(int reservoirSize, double fixedRate, SamplingMode mode = SamplingMode.Rules) =>
        new(new SamplingRules([SamplingRule.MakeDefault(reservoirSize, fixedRate)]), mode, _clock, new SplitMixRandom(1));
}
