using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lego.Lambda.Conformance.Tests.Players;

namespace Lego.Lambda.Conformance.Tests.Comparison;

/// <summary>
/// A performance as facts that two runs, and two libraries, have in common: ids become places in the tree, times become relations,
/// and what is different each time (ports, folders, stack frames) becomes a mark in parentheses. Texts stand in single quotes.
/// </summary>
internal static partial class CanonicalTrace
{
    /// <summary>Between the path of a subsegment and one of its members.</summary>
    public const string Member = " : ";

    /// <summary>How many documents arrived.</summary>
    public const string Documents = "documents";

    private static readonly HashSet<string> Structure =
        ["id", "name", "start_time", "end_time", "trace_id", "parent_id", "type", "subsegments", "cause", "precursor_ids"];

    /// <summary>The facts by their paths, for example <c>conformance > outer : annotations.level</c>.</summary>
    public static SortedDictionary<string, string> Facts(Performance performance)
    {
        var header = performance.Header;
        var top = TraceTree.Assemble(performance.Documents, header.ParentId.ToHexString());
        var nodes = top.SelectMany(node => node.SelfAndDescendants()).ToList();
        var ids = new KnownIds(nodes, header);
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Documents] = performance.Documents.Count.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var node in nodes)
        {
            facts[node.Path] = node.Document["type"] is null && node.IsAlone ? "(segment)" : "(subsegment)";
            foreach (var (member, value) in FactsOf(node, ids))
            {
                facts[node.Path + Member + member] = value;
            }
        }

        for (var i = 0; i < performance.SentOn.Count; i++)
        {
            var sent = UnsentParent().Replace(ids.Replace(performance.SentOn[i]), "Parent=(unsent)");
            facts[$"sent on, request {i + 1}"] = sent.Length > 0 ? sent : "(no header)";
        }

        return facts;
    }

    private static IEnumerable<(string Member, string Value)> FactsOf(TraceNode node, KnownIds ids)
    {
        yield return ("travels", node.IsAlone ? "(alone)" : "(inside its parent)");
        foreach (var fact in NodeOrder.FactsOf(node))
        {
            yield return fact;
        }

        if (node.Earlier is { } earlier)
        {
            yield return ("earlier version", earlier.End is null ? "(in progress)" : "(finished)");
        }

        if (node.IsAlone && ids.Replace((string?)node.Document["trace_id"]) is var trace && trace != KnownIds.Trace)
        {
            yield return ("trace_id", $"'{trace}'");
        }

        if (!ids.IsUnique(node.Id))
        {
            yield return ("id", $"'{node.Id}', which is malformed or used twice");
        }

        foreach (var (member, value) in node.Document.Where(pair => !Structure.Contains(pair.Key)))
        {
            foreach (var fact in Flatten(member, value, ids))
            {
                yield return fact;
            }
        }

        foreach (var fact in CauseFacts.Of(node, ids))
        {
            yield return fact;
        }
    }

    /// <summary>The leaves of a value, each with its path.</summary>
    internal static IEnumerable<(string Member, string Value)> Flatten(string path, JsonNode? value, KnownIds ids) => value switch
    {
        JsonObject { Count: > 0 } members => members.SelectMany(pair => Flatten($"{path}.{pair.Key}", pair.Value, ids)),
        JsonArray { Count: > 0 } items => items.SelectMany((item, index) => Flatten($"{path}[{index}]", item, ids)),
        _ => [(path, ids.Replace(Leaf(path, value)))],
    };

    /// <summary>A text with the ports of this machine, which are others each time, as a mark.</summary>
    internal static string WithoutPorts(string text) => LocalPort().Replace(text, "$1:(port)");

    private static string Leaf(string path, JsonNode? value)
    {
        if (value is not JsonValue scalar || !scalar.TryGetValue<string>(out var text))
        {
            return value?.ToJsonString() ?? "null";
        }

        if (path == "metadata.error.stack")
        {
            return "(stack)";
        }

        var shown = WithoutPorts(text);
        return shown.Length > 200 ? $"({shown.Length} characters)" : $"'{shown}'";
    }

    [GeneratedRegex("Parent=[0-9a-f]{16}")]
    private static partial Regex UnsentParent();

    [GeneratedRegex(@"\b(127\.0\.0\.1):\d+")]
    private static partial Regex LocalPort();
}
