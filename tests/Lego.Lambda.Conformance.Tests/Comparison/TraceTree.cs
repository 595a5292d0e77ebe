using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Conformance.Tests.Comparison;

/// <summary>Puts the documents of one trace together, as the service does: by the ids of their parents.</summary>
internal static class TraceTree
{
    /// <summary>Stands in a path for a parent that never arrived.</summary>
    public const string Unsent = "(unsent parent)";

    /// <summary>Between the names of a path.</summary>
    public const string Below = " > ";

    /// <summary>The topmost nodes: without a parent, below the segment of the header, or below one that never arrived.</summary>
    public static IReadOnlyList<TraceNode> Assemble(IEnumerable<string> documents, string headerParent)
    {
        var nodes = new Dictionary<string, TraceNode>(StringComparer.Ordinal);
        var alone = new List<TraceNode>();
        foreach (var document in documents)
        {
            var node = Grow(JsonNode.Parse(document)!.AsObject(), isAlone: true);
            // An id that is used twice inside one document is no second version, but a mistake to be seen.
            foreach (var version in node.SelfAndDescendants().DistinctBy(version => version.Id))
            {
                version.Earlier = nodes.GetValueOrDefault(version.Id);
                nodes[version.Id] = version;
            }

            alone.Add(node);
        }

        alone.RemoveAll(node => nodes[node.Id] != node);

        var top = new List<TraceNode>();
        foreach (var node in alone)
        {
            if (node.ParentId is { } id && id != node.Id && nodes.TryGetValue(id, out var parent))
            {
                Attach(node, parent);
            }
            else
            {
                top.Add(node);
            }
        }

        bool IsAtTop(TraceNode node) => node.ParentId is null || node.ParentId == headerParent;

        Name(top.Where(IsAtTop), "");
        Name(top.Where(node => !IsAtTop(node)), Unsent + Below);
        return top;
    }

    private static TraceNode Grow(JsonObject document, bool isAlone)
    {
        var node = new TraceNode(document, isAlone);
        foreach (var child in document.Children())
        {
            Attach(Grow(child, isAlone: false), node);
        }

        return node;
    }

    private static void Attach(TraceNode child, TraceNode parent)
    {
        child.Parent = parent;
        // An unfinished version brought the child along; the finished one replaces it.
        parent.Children.RemoveAll(older => older.Id == child.Id);
        parent.Children.Add(child);
    }

    private static void Name(IEnumerable<TraceNode> siblings, string prefix)
    {
        foreach (var group in siblings.GroupBy(node => node.Name))
        {
            var number = 0;
            foreach (var node in group.OrderBy(node => node.Start))
            {
                node.Path = prefix + node.Name + (++number > 1 ? $"#{number}" : "");
                Name(node.Children, node.Path + Below);
            }
        }
    }
}
