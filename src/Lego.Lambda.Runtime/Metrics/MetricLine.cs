using System.Buffers;
using System.Text.Json;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Logging;

namespace Lego.Lambda.Runtime.Metrics;

/// <summary>One line of metrics. Source: CloudWatch user guide, "Specification: Embedded metric format".</summary>
internal sealed class MetricLine
{
    private readonly Dictionary<string, string> _dimensions = new(StringComparer.Ordinal);
    private readonly List<Metric> _metrics = [];

    internal bool Takes(Metric metric) =>
        _metrics.TrueForAll(known => known.Name != metric.Name)
        && metric.Dimensions.All(dimension => !_dimensions.TryGetValue(dimension.Key, out var value) || value == dimension.Value);

    internal void Add(Metric metric)
    {
        _metrics.Add(metric);
        foreach (var (key, value) in metric.Dimensions)
        {
            _dimensions[key] = value;
        }
    }

    internal void Write(IBufferWriter<byte> buffer, LogContext context, string? exemplarTraceId, DateTimeOffset now)
    {
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("_aws"u8);
            json.WriteNumber("Timestamp"u8, now.ToUnixTimeMilliseconds());
            json.WriteStartArray("CloudWatchMetrics"u8);
            foreach (var directive in _metrics.GroupBy(
                metric => (metric.Namespace, Keys: string.Join('\n', metric.Dimensions.Select(dimension => dimension.Key)))))
            {
                WriteDirective(json, directive.Key.Namespace, directive);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            foreach (var (key, value) in _dimensions)
            {
                json.WriteString(key, Redactor.Redact(value));
            }

            foreach (var metric in _metrics)
            {
                WriteValues(json, metric);
            }

            // Not dimensions, so they cost nothing: with them a number leads to its request and its trace.
            WriteProperty(json, "requestId"u8, context.RequestId);
            WriteProperty(json, "correlationId"u8, context.CorrelationId);
            WriteProperty(json, "traceId"u8, context.TraceId);
            // Only where the trace was sent: from a number that stands out one gets to a trace that is there to be looked at.
            WriteProperty(json, "exemplarTraceId"u8, exemplarTraceId);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
    }

    private static void WriteDirective(Utf8JsonWriter json, string metricNamespace, IEnumerable<Metric> metrics)
    {
        json.WriteStartObject();
        json.WriteString("Namespace"u8, metricNamespace);
        json.WriteStartArray("Dimensions"u8);
        json.WriteStartArray();
        foreach (var (key, _) in metrics.First().Dimensions)
        {
            json.WriteStringValue(key);
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics"u8);
        foreach (var metric in metrics)
        {
            json.WriteStartObject();
            json.WriteString("Name"u8, metric.Name);
            json.WriteString("Unit"u8, metric.Unit.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, Metric metric)
    {
        json.WritePropertyName(metric.Name);
        if (metric.Values.Count == 1)
        {
            json.WriteNumberValue(metric.Values[0]);
            return;
        }

        json.WriteStartArray();
        foreach (var value in metric.Values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteProperty(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }
}
