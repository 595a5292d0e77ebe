using Lego.Lambda.Runtime.Sampling;
using Lego.Lambda.Runtime.Sampling.Remote;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Microsoft.Extensions.Time.Testing;

namespace Lego.Lambda.Runtime.Tests.Sampling;

/// <summary>A sampler beside a <see cref="FakeSamplingApi"/>, with a clock to turn. Its local rules keep everything.</summary>
internal sealed class PolledSampler : IDisposable
{
    private readonly RuleSampler _sampler;
    private readonly List<string> _told = [];

    /// <param name="port">Where the daemon listens.</param>
    /// <param name="timeout">For one call; by default so long that a busy machine does not matter.</param>
    /// <param name="inform">Runs when something is told.</param>
    public PolledSampler(int port, TimeSpan? timeout = null, Action? inform = null)
    {
        var remote = new RemoteRules(
            new DaemonAddress("127.0.0.1", port),
            Clock,
            new SplitMixRandom(1),
            message =>
            {
                _told.Add(message);
                inform?.Invoke();
            },
            timeout ?? TimeSpan.FromMinutes(1));
        _sampler = new RuleSampler(
            new SamplingRules([SamplingRule.MakeDefault(0, 1) with { RuleName = "local", Priority = 1 }]),
            SamplingMode.Rules,
            Clock,
            new SplitMixRandom(2),
            remote);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>What the sampler had to say.</summary>
    public IReadOnlyList<string> Told => _told;

    public Task LastPoll => _sampler.LastPoll;

    public void Advance(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    public SamplingDecision Decide(string service = "moc-list", SampleDecision upstream = SampleDecision.NotSampled) =>
        _sampler.Decide(new SamplingRequest(service), upstream);

    /// <summary>How many of some requests in this second are kept.</summary>
    public int Kept(int requests, SampleDecision upstream = SampleDecision.NotSampled) =>
        Enumerable.Range(0, requests).Count(_ => Decide(upstream: upstream).IsSampled);

    /// <summary>Decides once, and waits for the poll that this may have started.</summary>
    public async Task<SamplingDecision> PollAsync()
    {
        var decision = Decide();
        await LastPoll;
        return decision;
    }

    /// <summary>Fetches the rules where there are none yet, has a request and lets its report be made.</summary>
    public async Task ReportAsync()
    {
        await PollAsync();
        Decide();
        Advance(10);
        await PollAsync();
    }

    public void Dispose() => _sampler.Dispose();
}
