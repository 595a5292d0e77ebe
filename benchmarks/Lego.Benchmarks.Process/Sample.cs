namespace Lego.Benchmarks.Process;

/// <summary>Smallest, middle and largest of some measured values.</summary>
internal sealed record Sample(double Minimum, double Median, double Maximum)
{
    /// <summary>Sums up values, of which there is at least one.</summary>
    public static Sample Of(List<double> values)
    {
        values.Sort();
        return new Sample(values[0], values[values.Count / 2], values[^1]);
    }
}
