using System.Text.RegularExpressions;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Tests.Sampling;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed partial class SamplingReportTests : IAsyncDisposable
{
    private readonly FakeSamplingApi _daemon = new();
    private readonly PolledSampler _sampler;

    public SamplingReportTests() => _sampler = new PolledSampler(_daemon.Port);

    public async ValueTask DisposeAsync()
    {
        _sampler.Dispose();
        await _daemon.DisposeAsync();
    }

    [Test]
    public async Task Rules_that_had_requests_are_reported_every_ten_seconds()
    {
        await _sampler.PollAsync();
        _sampler.Kept(5);
        _sampler.Kept(2, SampleDecision.Sampled);
        _sampler.Advance(9.9);
        await _sampler.PollAsync();
        Assert.That(_daemon.TargetCalls, Is.Empty);

        _sampler.Advance(0.1);
        await _sampler.PollAsync();
        _sampler.Advance(10);
        await _sampler.PollAsync();

        // The decision that starts a poll is counted before or after its snapshot; what is reported in all is certain.
        _sampler.Advance(10);
        await _sampler.PollAsync();
        _sampler.Advance(10);
        _sampler.Decide("gallery-image-get");
        await _sampler.LastPoll;
        var reported = _daemon.TargetCalls.SelectMany(call => call.Statistics).Where(document => document.Rule == "account").ToList();
        Assert.That(reported.Sum(document => document.Requests), Is.EqualTo(11));
        Assert.That(reported.Sum(document => document.Sampled), Is.EqualTo(7), "One borrowed in each of five seconds, two of the caller");
        Assert.That(reported.Sum(document => document.Borrowed), Is.EqualTo(5));
    }

    [Test]
    public async Task A_report_names_the_process_and_the_time()
    {
        await _sampler.ReportAsync();
        await _sampler.ReportAsync();

        var documents = _daemon.TargetCalls.Select(call => call.Json["SamplingStatisticsDocuments"]![0]!).ToList();
        Assert.That(documents, Has.Count.EqualTo(2));
        Assert.That((string)documents[0]["ClientID"]!, Does.Match(ClientId()));
        Assert.That((string)documents[1]["ClientID"]!, Is.EqualTo((string)documents[0]["ClientID"]!));
        Assert.That(
            documents.Select(document => (long)document["Timestamp"]!),
            Is.EqualTo(new[] { _sampler.Clock.GetUtcNow().ToUnixTimeSeconds() - 10, _sampler.Clock.GetUtcNow().ToUnixTimeSeconds() }));
    }

    [Test]
    public async Task A_rule_is_reported_at_the_interval_that_the_service_asks_for()
    {
        _daemon.Serve(FakeSamplingApi.Rules, """{"SamplingTargetDocuments":[{"RuleName":"account","Interval":60}]}""");
        await _sampler.ReportAsync();
        var before = _daemon.TargetCalls.Count();

        _sampler.Advance(59);
        await _sampler.PollAsync();
        var within = _daemon.TargetCalls.Count();
        _sampler.Advance(1);
        await _sampler.PollAsync();

        Assert.That((before, within, _daemon.TargetCalls.Count()), Is.EqualTo((1, 1, 2)));
    }

    [Test]
    public async Task At_most_25_rules_are_reported_in_a_call()
    {
        var rules = Enumerable.Range(1, 60).Select(number =>
            $$"""
            {"SamplingRule": {"RuleName":"{{number}}","Priority":{{number}},"FixedRate":0,"ReservoirSize":0,"ServiceName":"f-{{number}}"} }
            """);
        _daemon.Serve($$"""{"SamplingRuleRecords":[{{string.Join(",", rules)}}]}""", FakeSamplingApi.NoTargets);
        await _sampler.PollAsync();
        for (var number = 1; number <= 60; number++)
        {
            _sampler.Decide($"f-{number}");
        }

        _sampler.Advance(10);
        await _sampler.PollAsync();

        var sizes = _daemon.TargetCalls.Select(call => call.Statistics.Count(document => document.Rule != "Default"));
        Assert.That(sizes, Is.EqualTo(new[] { 25, 25, 10 }));
    }

    [Test]
    public async Task Rules_that_were_changed_are_fetched_at_once_and_once()
    {
        _daemon.Serve(FakeSamplingApi.Rules, """{"SamplingTargetDocuments":[],"LastRuleModification":101.5}""");

        await _sampler.ReportAsync();
        await _sampler.ReportAsync();

        Assert.That(_daemon.Calls.Select(call => call.Path), Is.EqualTo(new[]
        {
            "/GetSamplingRules", "/SamplingTargets", "/GetSamplingRules", "/SamplingTargets",
        }));
    }

    [GeneratedRegex("^[0-9a-f]{24}$")]
    private static partial Regex ClientId();
}
