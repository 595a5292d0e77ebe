using System.Text.Json;

namespace Lego.TraceConsole.Model;

/// <summary>Builds the tree of a trace from its documents, in whatever order they came.</summary>
internal static class TraceAssembler
{
    public static Trace Assemble(string traceId, IEnumerable<JsonElement> documents)
    {
        var nodes = new Dictionary<string, TraceNode>(StringComparer.Ordinal);
        var exceptions = new Dictionary<string, ExceptionEntry>(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            EntityReader.Read(document, Take);
        }

        var roots = Link(nodes);
        Arrange(roots);
        return new Trace(traceId, roots, exceptions);

        void Take(TraceEntity entity)
        {
            // The same id can come nested and on its own: finished beats in progress, then the first wins.
            if (!nodes.TryGetValue(entity.Id, out var known) || (known.Entity.InProgress && !entity.InProgress))
            {
                nodes[entity.Id] = new TraceNode(entity);
            }

            foreach (var exception in entity.Cause?.Exceptions ?? [])
            {
                exceptions.TryAdd(exception.Id ?? string.Empty, exception);
            }
        }
    }

    private static List<TraceNode> Link(Dictionary<string, TraceNode> nodes)
    {
        var roots = Link(nodes, opened: null);
        // What no root leads to goes round in a circle; hardly any trace has one, so it is looked for only then.
        return CountBelow(roots) == nodes.Count ? roots : Link(nodes, CycleHeads(nodes));
    }

    private static List<TraceNode> Link(Dictionary<string, TraceNode> nodes, HashSet<string>? opened)
    {
        var roots = new List<TraceNode>();
        foreach (var node in nodes.Values)
        {
            node.RemoveChildren();
        }

        foreach (var node in nodes.Values)
        {
            if (node.Entity.ParentId is { } parentId && nodes.TryGetValue(parentId, out var parent) && opened?.Contains(node.Entity.Id) != true)
            {
                parent.Add(node);
            }
            else
            {
                roots.Add(node);
            }
        }

        return roots;
    }

    private static int CountBelow(List<TraceNode> roots)
    {
        var waiting = new Stack<TraceNode>(roots);
        var count = 0;
        while (waiting.TryPop(out var node))
        {
            count++;
            for (var index = 0; index < node.Children.Count; index++)
            {
                waiting.Push(node.Children[index]);
            }
        }

        return count;
    }

    /// <summary>One node of each circle of parents, the one with the smallest id; taken as a root it opens the circle.</summary>
    private static HashSet<string> CycleHeads(Dictionary<string, TraceNode> nodes)
    {
        var heads = new HashSet<string>(StringComparer.Ordinal);
        var settled = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in nodes.Keys)
        {
            var path = new List<string>();
            var onPath = new HashSet<string>(StringComparer.Ordinal);
            var id = start;
            while (id is not null && nodes.TryGetValue(id, out var node) && !settled.Contains(id) && onPath.Add(id))
            {
                path.Add(id);
                id = node.Entity.ParentId;
            }

            if (id is not null && onPath.Contains(id))
            {
                heads.Add(path.Skip(path.IndexOf(id)).Min(StringComparer.Ordinal)!);
            }

            settled.UnionWith(path);
        }

        return heads;
    }

    private static void Arrange(List<TraceNode> roots)
    {
        roots.Sort(TraceNode.ByTime);
        var waiting = new Stack<(TraceNode Node, TraceNode? Parent)>(roots.Select(root => (root, (TraceNode?)null)));
        while (waiting.TryPop(out var item))
        {
            item.Node.Arrange(item.Parent);
            foreach (var child in item.Node.Children)
            {
                waiting.Push((child, item.Node));
            }
        }
    }
}
