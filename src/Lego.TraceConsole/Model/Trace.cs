namespace Lego.TraceConsole.Model;

/// <summary>All that is known of one trace, as a tree.</summary>
public sealed record Trace(string Id, IReadOnlyList<TraceNode> Roots, IReadOnlyDictionary<string, ExceptionEntry> Exceptions)
{
    private readonly List<TraceNode> _nodes = [.. Walk(Roots)];

    /// <summary>Every node, parents before their children, in the order of the tree.</summary>
    public IReadOnlyList<TraceNode> Nodes => _nodes;

    /// <summary>Downstream halves of calls: they are drawn with the call and have no row of their own.</summary>
    public IReadOnlySet<string> TargetIds { get; } =
        Walk(Roots).Where(node => node.Target is not null).Select(node => node.Target!.Entity.Id).ToHashSet(StringComparer.Ordinal);

    public double Start => _nodes.Count == 0 ? 0 : _nodes.Min(node => node.Entity.Start);

    public double End => _nodes.Count == 0 ? 0 : _nodes.Max(node => Math.Max(node.Entity.Start, node.Entity.End ?? 0));

    public double Duration => End - Start;

    public bool IsPartial => _nodes.Any(node => node.Entity.InProgress);

    /// <summary>The node that stands for the whole trace: the first segment on top, or the first subsegment when no segment came.</summary>
    public TraceNode? Root => Roots.FirstOrDefault(root => root.Entity.IsSegment) ?? (Roots is [var first, ..] ? first : null);

    /// <summary>The exceptions of a node, also where it only refers to one that is described elsewhere.</summary>
    public IReadOnlyList<ExceptionEntry> ExceptionsOf(TraceNode node) => node.Cause switch
    {
        { Exceptions: { Count: > 0 } own } => own,
        { ReferenceId: { } id } when Exceptions.TryGetValue(id, out var elsewhere) => [elsewhere],
        _ => [],
    };

    private static IEnumerable<TraceNode> Walk(IReadOnlyList<TraceNode> roots)
    {
        // Not recursive: a chain of subsegments can be as deep as its sender likes.
        var waiting = new Stack<TraceNode>(roots.Reverse());
        while (waiting.TryPop(out var node))
        {
            yield return node;
            foreach (var child in node.Children.Reverse())
            {
                waiting.Push(child);
            }
        }
    }
}
