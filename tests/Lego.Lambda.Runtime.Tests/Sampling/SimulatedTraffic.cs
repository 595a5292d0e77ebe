using Lego.Lambda.Runtime.Sampling;
using Lego.Lambda.Runtime.Tracing;
using Microsoft.Extensions.Time.Testing;

namespace Lego.Lambda.Runtime.Tests.Sampling;

/// <summary>Requests at random times through a sampler with one rule, and what that rule alone would be expected to keep of them.</summary>
internal sealed class SimulatedTraffic : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly RuleSampler _sampler;
    private readonly SamplingRule _rule;
    private readonly SplitMixRandom _arrivals;
    private double _time;
    private double _variance;
    private long _second = -1;
    private int _inSecond;
    private int _keptInSecond;

    public SimulatedTraffic(int reservoirSize, double fixedRate, int seed)
    {
        _rule = SamplingRule.MakeDefault(reservoirSize, fixedRate);
        _arrivals = new SplitMixRandom((ulong)seed);
        _sampler = new RuleSampler(new SamplingRules([_rule]), clock: _clock, random: new SplitMixRandom(~(ulong)seed));
    }

    public int Kept { get; private set; }

    public int KeptByCaller { get; private set; }

    public int NotKeptByCaller { get; private set; }

    /// <summary>Requests kept that the caller had not kept.</summary>
    public int KeptByRule => Kept - KeptByCaller;

    /// <summary>What the reservoir and the rate make of the requests, were there no caller that decides.</summary>
    public double Expected { get; private set; }

    /// <summary>Of what the rule keeps, when each request behind the reservoir is drawn by itself.</summary>
    public double StandardDeviation => Math.Sqrt(_variance);

    /// <summary>Seconds that had requests.</summary>
    public int Seconds { get; private set; }

    /// <summary>Those of them in which none was kept; the last one does not count yet.</summary>
    public int SilentSeconds { get; private set; }

    /// <summary>Sends requests at a mean rate, at times that are independent of each other.</summary>
    public void Send(int count, double perSecond, SimulatedCaller? caller = null)
    {
        for (var i = 0; i < count; i++)
        {
            _time += -Math.Log(1 - _arrivals.NextDouble()) / perSecond;
            _clock.SetUtcNow(Start + TimeSpan.FromSeconds(_time));
            SendOne(caller?.Decide(_time) ?? SampleDecision.NotSampled);
        }
    }

    public void Idle(TimeSpan time) => _time += time.TotalSeconds;

    public void Dispose() => _sampler.Dispose();

    private void SendOne(SampleDecision upstream)
    {
        // The clock's second, whatever rounding made of the time.
        var second = _clock.GetUtcNow().ToUnixTimeSeconds();
        if (second != _second)
        {
            SilentSeconds += _inSecond > 0 && _keptInSecond == 0 ? 1 : 0;
            (_second, _inSecond, _keptInSecond) = (second, 0, 0);
            Seconds++;
        }

        var isKept = _sampler.Decide(new SamplingRequest("gallery-image-list"), upstream).IsSampled;
        Kept += isKept ? 1 : 0;
        _keptInSecond += isKept ? 1 : 0;
        KeptByCaller += upstream == SampleDecision.Sampled ? 1 : 0;
        NotKeptByCaller += upstream == SampleDecision.Sampled ? 0 : 1;
        var hasSlot = ++_inSecond <= _rule.ReservoirSize;
        Expected += hasSlot ? 1 : _rule.FixedRate;
        _variance += hasSlot ? 0 : _rule.FixedRate * (1 - _rule.FixedRate);
    }
}
