using Lego.Operations.Cost.Sampling;

namespace Lego.Operations.Cost;

/// <summary>What a stage costs a month with one way to trace.</summary>
/// <param name="Choice">The way to trace.</param>
/// <param name="Requests">Requests a month.</param>
/// <param name="Traces">Traces recorded a month.</param>
/// <param name="Items">Sums by kind, in the order of the table.</param>
internal sealed record MonthlyCost(SamplingChoice Choice, double Requests, double Traces, IReadOnlyList<(string Name, double Sum)> Items)
{
    public double Total => Items.Sum(item => item.Sum);

    public double PerMillionRequests => Requests > 0 ? Total / Requests * 1_000_000 : 0;

    public double Of(string name) => Items.First(item => item.Name == name).Sum;
}
