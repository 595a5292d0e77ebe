using System.Text.Json.Nodes;

namespace Lego.Infrastructure.Observability.Dashboards;

/// <summary>The kinds of widgets. Source: CloudWatch API reference, "Dashboard body structure and syntax".</summary>
/// <param name="region">Region of what they show.</param>
internal sealed class Widgets(string region)
{
    public static JsonObject Text(string markdown) => Widget("text", new JsonObject { ["markdown"] = markdown });

    public static JsonObject Alarms(string title, IEnumerable<string> arns) => Widget("alarm", new JsonObject
    {
        ["title"] = title,
        ["alarms"] = new JsonArray([.. arns.Select(arn => (JsonNode)arn)]),
    });

    /// <param name="title">What it shows.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="unit">What the axis counts.</param>
    /// <param name="marks">Horizontal lines.</param>
    /// <param name="view"><c>timeSeries</c> or <c>singleValue</c>.</param>
    public JsonObject Graph(
        string title, IEnumerable<GraphLine> lines, string unit = "", IEnumerable<(string Label, double Value)>? marks = null, string view = "timeSeries")
    {
        var properties = new JsonObject
        {
            ["title"] = title,
            ["region"] = region,
            ["view"] = view,
            ["stacked"] = false,
            ["period"] = 300,
            ["metrics"] = new JsonArray([.. lines.Select(line => (JsonNode)line.ToJson())]),
        };
        if (unit.Length > 0)
        {
            properties["yAxis"] = new JsonObject { ["left"] = new JsonObject { ["label"] = unit, ["min"] = 0, ["showUnits"] = false } };
        }

        if (marks is not null)
        {
            properties["annotations"] = new JsonObject
            {
                ["horizontal"] = new JsonArray([.. marks.Select(mark => (JsonNode)new JsonObject { ["label"] = mark.Label, ["value"] = mark.Value })]),
            };
        }

        return Widget("metric", properties);
    }

    /// <summary>What a query of Logs Insights finds.</summary>
    public JsonObject Log(string title, IEnumerable<string> logGroups, string query) => Widget("log", new JsonObject
    {
        ["title"] = title,
        ["region"] = region,
        ["view"] = "table",
        ["query"] = $"{string.Join(" | ", logGroups.Select(group => $"SOURCE '{group}'"))} | {query}",
    });

    private static JsonObject Widget(string type, JsonObject properties) => new() { ["type"] = type, ["properties"] = properties };
}
