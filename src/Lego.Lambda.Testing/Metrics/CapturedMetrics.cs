using System.Collections;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Lego.Lambda.Testing.Metrics;

/// <summary>The metrics of an invocation, read from its lines in CloudWatch's embedded metric format. A failed assertion shows all of them.</summary>
[StackTraceHidden]
public sealed class CapturedMetrics : IReadOnlyList<MetricEntry>
{
    private readonly List<MetricEntry> _metrics;

    internal CapturedMetrics(IEnumerable<JsonObject> lines) => _metrics = [.. lines.SelectMany(MetricReader.Read)];

    /// <summary>Number of metrics.</summary>
    public int Count => _metrics.Count;

    /// <summary>A metric by its place.</summary>
    /// <param name="index">Place from 0.</param>
    public MetricEntry this[int index] => _metrics[index];

    /// <summary>Asserts that there is a metric; what follows narrows it down.</summary>
    /// <param name="name">Its name; may hold <c>*</c>.</param>
    /// <exception cref="AssertionFailedException">There is none.</exception>
    public MetricMatch Has(string name) =>
        new(Narrowing<MetricEntry>.Start($"metric {Expectation.Quote(name)}", Named(name), isEvery: false, Picture));

    /// <summary>Asserts that there is no metric of a name.</summary>
    /// <param name="name">The name; may hold <c>*</c>.</param>
    /// <exception cref="AssertionFailedException">There is one.</exception>
    public CapturedMetrics HasNo(string name) => Named(name).Count == 0
        ? this
        : throw new AssertionFailedException($"Expected no metric {Expectation.Quote(name)}, but there is one.{Picture()}");

    /// <inheritdoc/>
    public IEnumerator<MetricEntry> GetEnumerator() => _metrics.GetEnumerator();

    /// <summary>One line for each metric.</summary>
    public override string ToString() => string.Join('\n', _metrics);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<MetricEntry> Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _metrics.FindAll(metric => NamePattern.Matches(name, metric.Name));
    }

    private string Picture() => _metrics.Count == 0 ? "\n\nThere are no metrics.\n" : $"\n\nThe metrics:\n{ToString()}\n";
}
