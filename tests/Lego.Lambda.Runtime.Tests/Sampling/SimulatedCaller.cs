using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Tests.Sampling;

/// <summary>A caller that keeps the first requests of its seconds and a share of the rest.</summary>
/// <param name="reservoirSize">Requests a second that are kept.</param>
/// <param name="rate">Share of the others that is kept.</param>
/// <param name="offset">How far its seconds are from those of the clock, in seconds.</param>
internal sealed class SimulatedCaller(int reservoirSize, double rate, double offset = 0)
{
    private readonly SplitMixRandom _random = new(4711);
    private long _second = -1;
    private int _taken;

    /// <summary>What Lambda does with active tracing, its seconds being those of the clock or not.</summary>
    public static SimulatedCaller Lambda(double offset = 0) => new(1, 0.05, offset);

    public SampleDecision Decide(double time)
    {
        var second = (long)Math.Floor(time + offset);
        if (second != _second)
        {
            (_second, _taken) = (second, 0);
        }

        return _taken++ < reservoirSize || _random.NextDouble() < rate ? SampleDecision.Sampled : SampleDecision.NotSampled;
    }
}
