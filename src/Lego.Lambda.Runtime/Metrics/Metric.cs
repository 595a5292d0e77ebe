namespace Lego.Lambda.Runtime.Metrics;

/// <summary>One metric of an invocation with the values it took.</summary>
internal sealed class Metric(string metricNamespace, string name, MetricUnit unit, KeyValuePair<string, string>[] dimensions)
{
    // Source: CloudWatch user guide, "Specification: Embedded metric format".
    private const int MaxValues = 100;

    private readonly List<double> _values = [];

    internal string Namespace { get; } = metricNamespace;

    internal string Name { get; } = name;

    internal MetricUnit Unit { get; } = unit;

    internal KeyValuePair<string, string>[] Dimensions { get; } = dimensions;

    internal IReadOnlyList<double> Values => _values;

    internal bool Is(string metricNamespace, string name, ReadOnlySpan<KeyValuePair<string, string>> dimensions)
    {
        if (Namespace != metricNamespace || Name != name || dimensions.Length != Dimensions.Length)
        {
            return false;
        }

        for (var i = 0; i < dimensions.Length; i++)
        {
            if (dimensions[i].Key != Dimensions[i].Key || dimensions[i].Value != Dimensions[i].Value)
            {
                return false;
            }
        }

        return true;
    }

    internal void Add(double value)
    {
        if (Unit == MetricUnit.Count && _values.Count > 0)
        {
            _values[0] += value;
        }
        else if (_values.Count < MaxValues)
        {
            _values.Add(value);
        }
    }
}
