using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lego.Infrastructure.Observability.Dashboards;

/// <summary>Puts widgets into rows of equal widths.</summary>
internal sealed class DashboardLayout
{
    private const int Columns = 24;

    private readonly JsonArray _widgets = [];
    private int _y;

    /// <param name="height">Height of the row in units of the grid.</param>
    /// <param name="widgets">From left to right.</param>
    public void Row(int height, params IReadOnlyList<JsonObject> widgets)
    {
        if (widgets.Count == 0)
        {
            return;
        }

        var width = Columns / widgets.Count;
        for (var index = 0; index < widgets.Count; index++)
        {
            var widget = widgets[index];
            widget["x"] = index * width;
            widget["y"] = _y;
            widget["width"] = width;
            widget["height"] = height;
            _widgets.Add((JsonNode)widget);
        }

        _y += height;
    }

    /// <summary>The body. Texts stay as they are, since some hold tokens that CloudFormation replaces.</summary>
    public string ToBody()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            new JsonObject { ["start"] = "-PT3H", ["periodOverride"] = "auto", ["widgets"] = _widgets }.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
