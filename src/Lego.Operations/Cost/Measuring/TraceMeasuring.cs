using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Operations.XRay;

namespace Lego.Operations.Cost.Measuring;

/// <summary>Takes figures from traces and their log lines.</summary>
internal sealed class TraceMeasuring
{
    private static readonly string[] StorageWrites = ["s3:Put", "s3:Copy", "s3:List", "s3:CreateMultipart", "s3:UploadPart", "s3:CompleteMultipart"];

    private readonly Dictionary<string, List<FunctionMeasurement>> _single = [];
    private readonly HashSet<string> _metrics = [];

    /// <summary>Number of different custom metrics in the lines so far.</summary>
    public int CustomMetrics => _metrics.Count;

    public IReadOnlyDictionary<string, FunctionMeasurement> Functions => _single.ToDictionary(
        pair => pair.Key,
        pair =>
        {
            var requests = pair.Value;
            var sorted = requests.Select(one => one.MeanMs).Order().ToList();
            return new FunctionMeasurement(
                requests.Count,
                sorted.Average(),
                sorted[(sorted.Count - 1) / 2],
                requests.Average(one => one.LogBytes),
                requests.Average(one => one.Subsegments),
                requests.Average(one => one.CacheCalls),
                requests.Average(one => one.StorageWrites),
                requests.Average(one => one.StorageReads));
        });

    /// <summary>Duration of the init phase of a cold start, in either layout of Lambda's segments; null where the trace has none.</summary>
    public static double? InitMs(TraceDocuments trace) => trace.Parts
        .Where(part => TraceDocuments.Text(part, "name") is "Init" or "Initialization").Select(Milliseconds).FirstOrDefault();

    /// <summary>Adds a request that succeeded.</summary>
    public void Add(TraceDocuments trace, IReadOnlyList<string> lines)
    {
        if (trace.Function is not { } function
            || trace.Parts.FirstOrDefault(part => TraceDocuments.Text(part, "origin") == "AWS::Lambda::Function") is not { } segment
            || Milliseconds(segment) is not { } duration)
        {
            return;
        }

        var names = trace.Parts.Where(part => part["origin"] is null).Select(part => TraceDocuments.Text(part, "name") ?? "").ToList();
        var storage = names.Where(name => name.StartsWith("s3:", StringComparison.Ordinal) && name != "s3:presign").ToList();
        var writes = storage.Count(name => StorageWrites.Any(write => name.StartsWith(write, StringComparison.Ordinal)));
        var measured = new FunctionMeasurement(
            1,
            duration,
            duration,
            lines.Sum(line => Encoding.UTF8.GetByteCount(line) + 1),
            names.Count,
            names.Count(name => name.StartsWith("cache:", StringComparison.Ordinal)),
            writes,
            // Deleting costs nothing.
            storage.Count(name => !name.StartsWith("s3:Delete", StringComparison.Ordinal)) - writes);
        (_single.TryGetValue(function, out var list) ? list : _single[function] = []).Add(measured);
        foreach (var line in lines)
        {
            AddMetrics(line);
        }
    }

    /// <summary>Each name with each set of dimension values is a metric of its own. Source: Amazon CloudWatch user guide, "Embedded metric format".</summary>
    private void AddMetrics(string line)
    {
        if (!line.Contains("\"_aws\"", StringComparison.Ordinal) || Parse(line) is not { } json)
        {
            return;
        }

        foreach (var directive in ((json["_aws"] as JsonObject)?["CloudWatchMetrics"] as JsonArray ?? []).OfType<JsonObject>())
        {
            foreach (var set in (directive["Dimensions"] as JsonArray ?? []).OfType<JsonArray>())
            {
                var dimensions = string.Join(',', set.Select(key => $"{key}={json[(string)key!]}"));
                foreach (var metric in (directive["Metrics"] as JsonArray ?? []).OfType<JsonObject>())
                {
                    _metrics.Add($"{directive["Namespace"]} {metric["Name"]} {dimensions}");
                }
            }
        }
    }

    private static double? Milliseconds(JsonObject part) =>
        (double?)part["start_time"] is { } start && (double?)part["end_time"] is { } end ? (end - start) * 1_000 : null;

    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
