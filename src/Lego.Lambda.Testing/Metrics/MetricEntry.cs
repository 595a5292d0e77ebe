namespace Lego.Lambda.Testing.Metrics;

/// <summary>One metric of an invocation.</summary>
/// <param name="Namespace">Namespace in CloudWatch.</param>
/// <param name="Name">Name.</param>
/// <param name="Unit">Unit with CloudWatch's name, for example <c>Count</c>.</param>
/// <param name="Values">The values it took, at least one.</param>
/// <param name="Dimensions">Names and values of its dimensions.</param>
public sealed record MetricEntry(
    string Namespace, string Name, string Unit, IReadOnlyList<double> Values, IReadOnlyDictionary<string, string> Dimensions)
{
    /// <summary>Name, values, unit and dimensions on one line.</summary>
    public override string ToString() =>
        $"{Name} = {string.Join(", ", Values.Select(Expectation.Number))} {Unit}  "
        + $"{Namespace}: {string.Join(", ", Dimensions.Select(pair => $"{pair.Key} = {Expectation.Quote(pair.Value)}"))}";
}
