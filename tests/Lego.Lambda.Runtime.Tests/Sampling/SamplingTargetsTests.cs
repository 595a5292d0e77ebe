using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Tests.Sampling;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SamplingTargetsTests : IAsyncDisposable
{
    private readonly FakeSamplingApi _daemon = new();
    private readonly PolledSampler _sampler;

    public SamplingTargetsTests() => _sampler = new PolledSampler(_daemon.Port);

    public async ValueTask DisposeAsync()
    {
        _sampler.Dispose();
        await _daemon.DisposeAsync();
    }

    [Test]
    public async Task Without_a_quota_one_request_a_second_is_borrowed()
    {
        await _sampler.PollAsync();

        Assert.That(_sampler.Kept(10), Is.EqualTo(1), "The reservoir of the rule is 50, for all processes together");
        _sampler.Advance(1);
        Assert.That(_sampler.Kept(10), Is.EqualTo(1));
    }

    [Test]
    public async Task A_quota_holds_until_its_end()
    {
        var end = _sampler.Clock.GetUtcNow().ToUnixTimeSeconds() + 60;
        Targets($$"""{"RuleName":"account","FixedRate":0,"ReservoirQuota":4,"ReservoirQuotaTTL":{{end}}.0}""");
        await _sampler.ReportAsync();

        _sampler.Advance(1);
        var during = _sampler.Kept(10);
        _sampler.Clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(end));
        var after = _sampler.Kept(10);

        Assert.That((during, after), Is.EqualTo((4, 1)));
    }

    [Test]
    public async Task A_quota_of_nothing_ends_the_borrowing()
    {
        Targets("""{"RuleName":"account","FixedRate":0,"ReservoirQuota":0,"ReservoirQuotaTTL":1E11}""");
        await _sampler.ReportAsync();
        _sampler.Advance(1);

        Assert.That(_sampler.Kept(10), Is.Zero);
    }

    [Test]
    public async Task A_rate_replaces_that_of_the_rule()
    {
        Targets("""{"RuleName":"account","FixedRate":1}""");
        await _sampler.ReportAsync();

        Assert.That(_sampler.Kept(10), Is.EqualTo(10));
    }

    [Test]
    public async Task A_new_rate_owes_nothing_for_the_old_one()
    {
        await _sampler.PollAsync();
        _sampler.Kept(100, SampleDecision.Sampled);
        Targets("""{"RuleName":"account","FixedRate":0.999999}""");
        await _sampler.ReportAsync();
        _sampler.Advance(1);

        Assert.That(_sampler.Kept(10), Is.EqualTo(10));
    }

    [TestCase("""{"RuleName":"account","FixedRate":7,"ReservoirQuota":-1,"ReservoirQuotaTTL":1E300,"Interval":0}""")]
    [TestCase("""{"RuleName":"account","ReservoirQuota":5}""")]
    [TestCase("""{"RuleName":"account","ReservoirQuotaTTL":1E11}""")]
    [TestCase("""{"RuleName":"another","FixedRate":1}""")]
    [TestCase("""{"FixedRate":1}""")]
    [TestCase("""null,{}""")]
    public async Task What_makes_no_sense_in_a_target_counts_as_absent(string targets)
    {
        Targets(targets);
        await _sampler.ReportAsync();
        _sampler.Advance(1);

        Assert.That(_sampler.Kept(10), Is.EqualTo(1));
        Assert.That(_sampler.Told, Is.Empty);
    }

    [Test]
    public async Task A_rule_that_did_not_change_keeps_its_quota_when_rules_are_fetched_again()
    {
        Targets("""
            {"RuleName":"account","FixedRate":0,"ReservoirQuota":4,"ReservoirQuotaTTL":1E11},{"RuleName":"Default","FixedRate":1}
            """);
        _sampler.Decide("gallery-image-get");
        await _sampler.ReportAsync();

        _daemon.Serve(FakeSamplingApi.Rules.Replace("0.05", "0", StringComparison.Ordinal), FakeSamplingApi.NoTargets);
        _sampler.Advance(306);
        await _sampler.PollAsync();
        _sampler.Advance(1);

        Assert.That(_daemon.RuleCalls.Count(), Is.EqualTo(2));
        Assert.That(_sampler.Kept(10), Is.EqualTo(4));
        var changed = Enumerable.Range(0, 10).Count(_ => _sampler.Decide("gallery-image-get").IsSampled);
        Assert.That(changed, Is.EqualTo(1), "A rule that changed starts anew");
    }

    private void Targets(string documents) =>
        _daemon.Serve(FakeSamplingApi.Rules, $$"""{"SamplingTargetDocuments":[{{documents}}],"LastRuleModification":100}""");
}
