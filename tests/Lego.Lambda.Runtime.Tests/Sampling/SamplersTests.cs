using Lego.Lambda.Runtime.Sampling;
using Lego.Lambda.Runtime.Tracing;
using Microsoft.Extensions.Time.Testing;

namespace Lego.Lambda.Runtime.Tests.Sampling;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SamplersTests
{
    private const string OneRule = """{"SamplingRules":[{"RuleName":"mine","Priority":1,"FixedRate":0,"ReservoirSize":0}]}""";
    private readonly List<string> _warnings = [];
    private string? _file;

    [TearDown]
    public void Delete()
    {
        if (_file is not null)
        {
            File.Delete(_file);
        }
    }

    [Test]
    public void Without_variables_there_are_productions_rules()
    {
        using var sampler = Create();

        Assert.That(Kept(sampler, SampleDecision.NotSampled), Is.InRange(1, 500));
        Assert.That(_warnings, Is.Empty);
    }

    [Test]
    public void The_stage_picks_the_rules()
    {
        using var sampler = Create(("LEGO_STAGE", "development"));

        Assert.That(Kept(sampler, SampleDecision.NotSampled), Is.EqualTo(1_000));
    }

    [Test]
    public void Rules_may_stand_in_the_variable()
    {
        using var sampler = Create(("LEGO_STAGE", "development"), ("LEGO_SAMPLING_RULES", "\n " + OneRule));

        Assert.That(RuleName(sampler), Is.EqualTo("mine"));
        Assert.That(_warnings, Is.Empty);
    }

    [Test]
    public void Rules_may_stand_in_a_file()
    {
        using var sampler = Create(("LEGO_SAMPLING_RULES", Write(OneRule)));

        Assert.That(RuleName(sampler), Is.EqualTo("mine"));
        Assert.That(_warnings, Is.Empty);
    }

    [TestCase("{", "inline", "not valid JSON")]
    [TestCase("""{"version":2,"default":{"rate":2,"fixed_target":1}}""", "inline", "Rule \"default\": rate is 2; it must be from 0 to 1")]
    [TestCase("/no/such/rules.json", "/no/such/rules.json", "")]
    [TestCase("/", "(/)", "")]
    [TestCase("no\0path", "LEGO_SAMPLING_RULES", "")]
    public void Rules_that_cannot_be_used_are_told_and_those_of_the_stage_decide(string rules, string where, string problem)
    {
        using var sampler = Create(("LEGO_STAGE", "development"), ("LEGO_SAMPLING_RULES", rules));

        Assert.That(Kept(sampler, SampleDecision.NotSampled), Is.EqualTo(1_000));
        Assert.That(_warnings, Has.Count.EqualTo(1));
        Assert.That(_warnings[0], Does.StartWith("LEGO_SAMPLING_RULES").And.Contain("built-in rules of the stage"));
        Assert.That(_warnings[0], Does.Contain(where).And.Contain(problem));
    }

    [Test]
    public void A_file_that_is_far_too_large_is_not_read()
    {
        using var sampler = Create(("LEGO_SAMPLING_RULES", Write(OneRule + new string(' ', 5_000_000))));

        Assert.That(RuleName(sampler), Is.EqualTo("Default"));
        Assert.That(_warnings.Single(), Does.Contain("it may have 4194304"));
    }

    [TestCase("upstream", 0, 0)]
    [TestCase("Upstream ", 0, 0)]
    [TestCase("rules", 1_000, 0)]
    [TestCase("", 1_000, 0)]
    [TestCase("always", 1_000, 1)]
    public void The_mode_is_read(string mode, int kept, int warnings)
    {
        using var sampler = Create(("LEGO_STAGE", "development"), ("LEGO_SAMPLING_MODE", mode));

        Assert.That(Kept(sampler, SampleDecision.NotSampled), Is.EqualTo(kept));
        Assert.That(_warnings, Has.Count.EqualTo(warnings));
    }

    [TestCase(null, true, 0)]
    [TestCase("on", true, 0)]
    [TestCase("ON", true, 0)]
    [TestCase("yes", true, 1)]
    [TestCase("off", false, 0)]
    public async Task The_accounts_rules_come_in_unless_they_are_switched_off(string? remote, bool expected, int warnings)
    {
        await using var daemon = new FakeSamplingApi();
        using var sampler = Create(("AWS_XRAY_DAEMON_ADDRESS", daemon.Address), ("LEGO_SAMPLING_REMOTE", remote));

        RuleName(sampler);
        RuleName(sampler);
        await sampler.LastPoll;

        Assert.That(RuleName(sampler), Is.EqualTo(expected ? "account" : "Default"));
        Assert.That(daemon.Calls, expected ? Is.Not.Empty : Is.Empty);
        Assert.That(_warnings, Has.Count.EqualTo(warnings));
    }

    [Test]
    public async Task The_first_request_starts_no_poll_beside_it()
    {
        await using var daemon = new FakeSamplingApi();
        using var sampler = Create(("AWS_XRAY_DAEMON_ADDRESS", daemon.Address));

        RuleName(sampler);
        var afterFirst = sampler.LastPoll;
        RuleName(sampler);

        Assert.That(sampler.LastPoll, Is.Not.SameAs(afterFirst));
        Assert.That(afterFirst, Is.SameAs(Task.CompletedTask));
        await sampler.LastPoll;
    }

    [TestCase("on", 1)]
    [TestCase(null, 0)]
    public void Without_a_daemon_there_is_nothing_to_switch_on(string? remote, int warnings)
    {
        using var sampler = Create(("LEGO_SAMPLING_REMOTE", remote));

        Assert.That(RuleName(sampler), Is.EqualTo("Default"));
        Assert.That(_warnings, Has.Count.EqualTo(warnings));
    }

    private static string RuleName(RuleSampler sampler) =>
        sampler.Decide(new SamplingRequest("moc-list"), SampleDecision.NotSampled).RuleName;

    private static int Kept(RuleSampler sampler, SampleDecision upstream) =>
        Enumerable.Range(0, 1_000).Count(_ => sampler.Decide(new SamplingRequest("moc-list"), upstream).IsSampled);

    private RuleSampler Create(params (string Name, string? Value)[] variables) => Samplers.Create(
        SamplingSettings.FromEnvironment(name => Array.Find(variables, pair => pair.Name == name).Value),
        _warnings.Add,
        clock: new FakeTimeProvider());

    private string Write(string text)
    {
        _file = Path.GetTempFileName();
        File.WriteAllText(_file, text);
        return _file;
    }
}
