using System.Text.Json.Nodes;
using Lego.Infrastructure.Observability.Metrics;

namespace Lego.Infrastructure.Observability.Dashboards;

/// <summary>A line, or with a search a bundle of lines, of a graph. Source: CloudWatch API reference, "Dashboard body structure and syntax".</summary>
internal sealed class GraphLine
{
    private readonly JsonArray _entry;

    private GraphLine(JsonArray entry) => _entry = entry;

    public static GraphLine Of(MetricReference metric, string statistic, string label, int? period = null, string? id = null, bool onRight = false)
    {
        var entry = new JsonArray(metric.Namespace, metric.Name);
        foreach (var (key, value) in metric.Dimensions)
        {
            entry.Add(key);
            entry.Add(value);
        }

        var options = Options(label, onRight);
        options["stat"] = statistic;
        if (period is { } seconds)
        {
            options["period"] = seconds;
        }

        if (id is not null)
        {
            options["id"] = id;
            options["visible"] = false;
        }

        entry.Add(options);
        return new GraphLine(entry);
    }

    /// <summary>Metric math, or a search; without a label each series of a search has the name of what it is found by.</summary>
    public static GraphLine Computed(string expression, string label, string id, bool onRight = false)
    {
        var options = Options(label, onRight);
        options["expression"] = expression;
        options["id"] = id;
        return new GraphLine(new JsonArray(options));
    }

    public JsonArray ToJson() => _entry;

    private static JsonObject Options(string label, bool onRight)
    {
        var options = new JsonObject();
        if (label.Length > 0)
        {
            options["label"] = label;
        }

        if (onRight)
        {
            options["yAxis"] = "right";
        }

        return options;
    }
}
