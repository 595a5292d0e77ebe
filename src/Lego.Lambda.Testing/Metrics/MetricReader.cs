using System.Text.Json.Nodes;

namespace Lego.Lambda.Testing.Metrics;

/// <summary>Reads lines in the embedded metric format. Source: CloudWatch user guide, "Specification: Embedded metric format".</summary>
internal static class MetricReader
{
    /// <summary>One entry for each metric and each of its sets of dimensions.</summary>
    internal static IEnumerable<MetricEntry> Read(JsonObject line) =>
        from directive in Items(line["_aws"]?["CloudWatchMetrics"])
        from metric in Items(directive["Metrics"])
        from dimensions in Items(directive["Dimensions"])
        let name = (string?)metric["Name"] ?? ""
        select new MetricEntry(
            (string?)directive["Namespace"] ?? "",
            name,
            (string?)metric["Unit"] ?? "None",
            Values(line[name]),
            Items(dimensions).ToDictionary(key => (string)key!, key => (string?)line[(string)key!] ?? ""));

    private static double[] Values(JsonNode? value) => value switch
    {
        JsonArray values => [.. values.Select(item => (double)item!)],
        JsonValue single => [(double)single],
        _ => [],
    };

    private static IEnumerable<JsonNode> Items(JsonNode? array) => (array as JsonArray ?? []).OfType<JsonNode>();
}
