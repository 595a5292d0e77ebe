using Lego.Lambda.Runtime.Logging;

namespace Lego.Lambda.Runtime.Metrics;

/// <summary>
/// The metrics of one invocation: collected while it runs, written in as few lines as their dimensions allow when it ends. Safe to use
/// from parallel work; never throws on account of metrics.
/// </summary>
public sealed class InvocationMetrics
{
    private const int MaxMetrics = 200;

    private readonly Lock _gate = new();
    private readonly List<Metric> _metrics = [];
    private readonly MetricOptions _options;

    internal InvocationMetrics(MetricOptions options, string functionName)
    {
        _options = options;
        Common = [new("Environment", options.Environment), new("FunctionName", functionName)];
    }

    /// <summary>The metrics of the invocation that this code runs for; null outside of one, or where metrics are off.</summary>
    public static InvocationMetrics? Current => LogContext.Current?.Metrics;

    internal KeyValuePair<string, string>[] Common { get; }

    /// <summary>Adds a value with the dimensions <c>Environment</c>, <c>FunctionName</c> and more.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <param name="value">The value; NaN and infinities are left out.</param>
    /// <param name="unit">Its unit; counts are added up, of other values up to 100 are kept.</param>
    /// <param name="more">Further dimensions; few different values, never an id.</param>
    public void Add(string name, double value, MetricUnit unit, params ReadOnlySpan<KeyValuePair<string, string>> more) =>
        Add(_options.Namespace, name, value, unit, [.. Common, .. more]);

    /// <summary>Adds a value to a namespace and with dimensions of its own; <c>Environment</c> comes by itself.</summary>
    /// <param name="metricNamespace">For example <c>LegoAPI/ImageUploads</c>.</param>
    /// <param name="name">Name of the metric.</param>
    /// <param name="value">The value.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="dimensions">Dimensions beside <c>Environment</c>.</param>
    public void AddTo(
        string metricNamespace, string name, double value, MetricUnit unit, params ReadOnlySpan<KeyValuePair<string, string>> dimensions) =>
        Add(metricNamespace, name, value, unit, [Common[0], .. dimensions]);

    /// <summary>
    /// Counts something that the business cares about, such as MOCs created: CloudWatch's sum over an hour is their number per hour.
    /// Goes to the business namespace with the dimension <c>Environment</c>, with the invocation's other metrics in one line.
    /// </summary>
    /// <param name="name">What is counted, a plural: <c>MocsCreated</c>.</param>
    /// <param name="number">How many.</param>
    public void Count(string name, double number = 1) => AddTo(_options.BusinessNamespace, name, number, MetricUnit.Count);

    internal Metric[] Take()
    {
        lock (_gate)
        {
            return [.. _metrics];
        }
    }

    private void Add(string metricNamespace, string name, double value, MetricUnit unit, KeyValuePair<string, string>[] dimensions)
    {
        if (string.IsNullOrEmpty(name) || !double.IsFinite(value))
        {
            return;
        }

        lock (_gate)
        {
            var metric = _metrics.Find(known => known.Is(metricNamespace, name, dimensions));
            if (metric is null)
            {
                if (_metrics.Count >= MaxMetrics)
                {
                    return;
                }

                metric = new Metric(metricNamespace, name, unit, dimensions);
                _metrics.Add(metric);
            }

            metric.Add(value);
        }
    }
}
