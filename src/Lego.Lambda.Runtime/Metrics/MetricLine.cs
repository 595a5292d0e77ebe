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
        && TakesDimensions(metric);

    internal void Add(Metric metric)
    {
        _metrics.Add(metric);
        foreach (var (key, value) in metric.Dimensions)
        {
            _dimensions[key] = value;
        }
    }

    private bool TakesDimensions(Metric metric)
    {
        foreach (var (key, value) in metric.Dimensions)
        {
            if (_dimensions.TryGetValue(key, out var known) && known != value)
            {
                return false;
            }
        }

        return true;
    }

    internal void Write(IBufferWriter<byte> buffer, LogContext context, string? exemplarTraceId, DateTimeOffset now)
    {
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("_aws"u8);
            json.WriteNumber("Timestamp"u8, now.ToUnixTimeMilliseconds());
            json.WriteStartArray("CloudWatchMetrics"u8);
            for (var i = 0; i < _metrics.Count; i++)
            {
                if (IsFirstOfDirective(i))
                {
                    WriteDirective(json, i);
                }
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

    // A line has few metrics, so that comparing costs less than a table.
    private bool IsFirstOfDirective(int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (BelongTogether(_metrics[i], _metrics[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool BelongTogether(Metric metric, Metric other)
    {
        if (metric.Namespace != other.Namespace || metric.Dimensions.Length != other.Dimensions.Length)
        {
            return false;
        }

        for (var i = 0; i < metric.Dimensions.Length; i++)
        {
            if (metric.Dimensions[i].Key != other.Dimensions[i].Key)
            {
                return false;
            }
        }

        return true;
    }

    private void WriteDirective(Utf8JsonWriter json, int first)
    {
        json.WriteStartObject();
        json.WriteString("Namespace"u8, _metrics[first].Namespace);
        json.WriteStartArray("Dimensions"u8);
        json.WriteStartArray();
        foreach (var (key, _) in _metrics[first].Dimensions)
        {
            json.WriteStringValue(key);
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics"u8);
        for (var i = first; i < _metrics.Count; i++)
        {
            if (BelongTogether(_metrics[i], _metrics[first]))
            {
                json.WriteStartObject();
                json.WriteString("Name"u8, _metrics[i].Name);
                json.WriteString("Unit"u8, Text(_metrics[i].Unit));
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // As Enum.ToString has it, which looks the names up by reflection.
    private static string Text(MetricUnit unit) => unit switch
    {
        MetricUnit.None => nameof(MetricUnit.None),
        MetricUnit.Count => nameof(MetricUnit.Count),
        MetricUnit.Milliseconds => nameof(MetricUnit.Milliseconds),
        MetricUnit.Bytes => nameof(MetricUnit.Bytes),
        MetricUnit.Megabytes => nameof(MetricUnit.Megabytes),
        MetricUnit.Percent => nameof(MetricUnit.Percent),
        _ => unit.ToString(),
    };

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
