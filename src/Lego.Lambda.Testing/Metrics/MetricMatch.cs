using System.Diagnostics;

namespace Lego.Lambda.Testing.Metrics;

/// <summary>The metrics that fit so far; each expectation keeps those that meet it and fails when none is left.</summary>
[StackTraceHidden]
public sealed class MetricMatch
{
    private readonly Narrowing<MetricEntry> _narrowing;

    internal MetricMatch(Narrowing<MetricEntry> narrowing) => _narrowing = narrowing;

    /// <summary>The metrics that fit, at least one.</summary>
    public IReadOnlyList<MetricEntry> Entries => _narrowing.Items;

    /// <summary>Expects a dimension.</summary>
    /// <param name="name">Its name, for example <c>StatusCode</c>.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="AssertionFailedException">It is missing or has another value.</exception>
    public MetricMatch WithDimension(string name, string value) => new(_narrowing.Where(
        $"with dimension {name} = {Expectation.Quote(value)}",
        metric => metric.Dimensions.TryGetValue(name, out var found) && found == value,
        metric => metric.Dimensions.TryGetValue(name, out var found) ? $"it has {name} = {Expectation.Quote(found)}" : $"it has no {name}"));

    /// <summary>Expects exactly these values.</summary>
    /// <param name="values">The values in order; the counts of an invocation are added up to one.</param>
    /// <exception cref="AssertionFailedException">It has others.</exception>
    public MetricMatch WithValue(params double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(_narrowing.Where($"with {List(values)}", metric => metric.Values.SequenceEqual(values), metric => $"it has {List(metric.Values)}"));
    }

    private static string List(IEnumerable<double> values) => string.Join(", ", values.Select(Expectation.Number));
}
