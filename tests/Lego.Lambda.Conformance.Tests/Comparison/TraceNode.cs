using System.Globalization;
using System.Text.Json.Nodes;

namespace Lego.Lambda.Conformance.Tests.Comparison;

/// <summary>A segment or subsegment at its place in a trace, however it travelled.</summary>
internal sealed class TraceNode(JsonObject document, bool isAlone)
{
    /// <summary>The document, with its nested subsegments.</summary>
    public JsonObject Document { get; } = document;

    /// <summary>Sent as a document of its own.</summary>
    public bool IsAlone { get; } = isAlone;

    public string Id { get; } = (string?)document["id"] ?? "";

    public string Name { get; } = CanonicalTrace.WithoutPorts((string?)document["name"] ?? "(no name)");

    public string? ParentId { get; } = (string?)document["parent_id"];

    /// <summary>Epoch seconds.</summary>
    public double Start { get; } = Time(document, "start_time") ?? 0;

    /// <summary>Epoch seconds; null while it runs.</summary>
    public double? End { get; } = Time(document, "end_time");

    /// <summary>Where it is: the names from the root down, with a number where siblings have the same name.</summary>
    public string Path { get; set; } = "";

    /// <summary>The version of the same subsegment that arrived before this one.</summary>
    public TraceNode? Earlier { get; set; }

    public TraceNode? Parent { get; set; }

    public List<TraceNode> Children { get; } = [];

    public IEnumerable<TraceNode> SelfAndDescendants() => Children.SelectMany(child => child.SelfAndDescendants()).Prepend(this);

    private static double? Time(JsonObject document, string member) =>
        document[member] is { } time ? double.Parse(time.ToJsonString(), CultureInfo.InvariantCulture) : null;
}
