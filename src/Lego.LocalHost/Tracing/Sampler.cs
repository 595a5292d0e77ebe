namespace Lego.LocalHost.Tracing;

/// <summary>Follows a caller's decision, and decides itself where there is none.</summary>
/// <param name="rate">Share of undecided requests that are traced, 0 to 1.</param>
/// <param name="draw">Source of numbers in 0 to 1; random when left out.</param>
public sealed class Sampler(double rate, Func<double>? draw = null)
{
    private readonly Func<double> _draw = draw ?? Random.Shared.NextDouble;

    public bool Decide(TraceContext context) => context.Decision ?? _draw() < rate;
}
