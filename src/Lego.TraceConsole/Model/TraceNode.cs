namespace Lego.TraceConsole.Model;

/// <summary>A segment or subsegment in its place in the tree.</summary>
public sealed class TraceNode(TraceEntity entity)
{
    // Two clocks reads of one call can differ by a rounding.
    private const double SameTime = 0.001;

    private readonly List<TraceNode> _children = [];

    public TraceEntity Entity { get; } = entity;

    public NodeKind Kind { get; private set; }

    public int Depth { get; private set; }

    public TraceNode? Parent { get; private set; }

    public IReadOnlyList<TraceNode> Children => _children;

    /// <summary>The segment that it is, or belongs to; null for a subsegment whose segment is missing.</summary>
    public TraceNode? Segment { get; private set; }

    /// <summary>The downstream half of a call that is written as a named local subsegment around it; null for any other shape.</summary>
    public TraceNode? Target { get; private set; }

    /// <summary>What is drawn below this node: all children, less the half that is drawn with it.</summary>
    public IReadOnlyList<TraceNode> RowChildren => Target is null ? _children : [];

    public bool HasFailed => Entity.HasFailed || Target?.Entity.HasFailed == true;

    public Outcome Outcome => Target is { } target && target.Entity.Outcome > Entity.Outcome ? target.Entity.Outcome : Entity.Outcome;

    public CauseBlock? Cause => Entity.Cause ?? Target?.Entity.Cause;

    internal void Add(TraceNode child) => _children.Add(child);

    internal void RemoveChildren() => _children.Clear();

    internal void Arrange(TraceNode? parent)
    {
        Kind = NodeKinds.Of(Entity, parent?.Kind);
        Depth = parent is null ? 0 : parent.Depth + 1;
        Parent = parent;
        Segment = Entity.IsSegment ? this : parent?.Segment;
        _children.Sort(ByTime);
        if (Entity is { IsSegment: false, Namespace: null } && NodeKinds.IsCall(Kind) && _children is [{ _children.Count: 0 } only]
            && only.Entity is { IsSegment: false, Namespace: not null } && HasSameTimes(only.Entity))
        {
            Target = only;
        }
    }

    internal static int ByTime(TraceNode one, TraceNode other)
    {
        var order = one.Entity.Start.CompareTo(other.Entity.Start);
        return order != 0 ? order : string.CompareOrdinal(one.Entity.Id, other.Entity.Id);
    }

    private bool HasSameTimes(TraceEntity other) =>
        Math.Abs(other.Start - Entity.Start) <= SameTime && Math.Abs((other.End ?? 0) - (Entity.End ?? 0)) <= SameTime;
}
