using System.Globalization;
using System.Text.Json.Nodes;

namespace Lego.TraceConsole.Tests.Filters;

/// <summary>Collects the documents of one trace. Times are seconds from <see cref="SampleTrace.Start"/>.</summary>
internal sealed class TraceDocuments(int number)
{
    public string TraceId { get; } = SampleTrace.TraceId(number);

    public List<JsonObject> All { get; } = [];

    /// <summary>Adds a segment, with further members from <paramref name="more"/>; gives its id.</summary>
    public string Segment(string name, string? origin, string? parent, double start, double end, JsonObject? more = null)
    {
        var document = Document(name, parent, start, end, more);
        if (origin is not null)
        {
            document["origin"] = origin;
        }

        return Add(document);
    }

    /// <summary>Adds a subsegment that calls another service; gives its id.</summary>
    public string Call(string space, string name, string parent, double start, double end, JsonObject? more = null)
    {
        var document = Document(name, parent, start, end, more);
        document["type"] = "subsegment";
        document["namespace"] = space;
        return Add(document);
    }

    private string Add(JsonObject document)
    {
        All.Add(document);
        return (string)document["id"]!;
    }

    private JsonObject Document(string name, string? parent, double start, double end, JsonObject? more)
    {
        var document = more ?? [];
        document["trace_id"] = TraceId;
        document["id"] = (All.Count + 1).ToString("x16", CultureInfo.InvariantCulture);
        document["name"] = name;
        document["start_time"] = SampleTrace.Start + start;
        document["end_time"] = SampleTrace.Start + end;
        if (parent is not null)
        {
            document["parent_id"] = parent;
        }

        return document;
    }
}
