namespace Lego.Lambda.Runtime.Tests.Sampling;

/// <summary>SplitMix64. The streams of .NET's own seeded generator correlate from seed to seed, which simulations would see.</summary>
internal sealed class SplitMixRandom(ulong seed) : Random
{
    private ulong _state = seed;

    public override double NextDouble()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
