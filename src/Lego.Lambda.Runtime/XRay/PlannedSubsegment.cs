using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>One subsegment of a trace that needs several documents, and what was decided for it.</summary>
internal sealed class PlannedSubsegment(Subsegment subsegment, PlannedSubsegment? parent)
{
    // The member that children stand in, and the comma before an item.
    private const int ListLength = 20;
    private const int Comma = 1;

    // Sizes of its own content in the order of Detail; what is not asked for is not measured.
    private readonly int[] _sizes = new int[(int)Detail.Skeleton + 1];

    internal Subsegment Subsegment { get; } = subsegment;

    internal PlannedSubsegment? Parent { get; } = parent;

    /// <summary>The children, in the order of their start.</summary>
    internal List<PlannedSubsegment> Children { get; } = [];

    /// <summary>Whether it has ended, with all below it.</summary>
    internal bool IsSettled { get; set; } = !subsegment.IsOpen;

    /// <summary>Whether its end shows where the invocation failed or hung.</summary>
    internal bool IsTelling { get; } = subsegment.IsOpen || subsegment.Outcome != Outcome.Ok;

    /// <summary>Its place among those that are worth sending; 0 for all where there is room for all.</summary>
    internal int Rank { get; set; }

    /// <summary>The most that a document has room for.</summary>
    internal Detail Most { get; set; }

    /// <summary>What it takes at least to be shown.</summary>
    internal Detail Least { get; set; }

    /// <summary>How much of it is written.</summary>
    internal Detail Detail { get; set; }

    /// <summary>Whether it travels by itself instead of in its parent's document.</summary>
    internal bool IsDocument { get; set; } = parent is null;

    /// <summary>How many levels of children travel in its document.</summary>
    internal int Height { get; set; }

    /// <summary>Bytes with all children that travel in its document.</summary>
    internal int Packed { get; set; }

    internal bool IsKept { get; set; }

    /// <summary>The children that were kept and travel in its document.</summary>
    internal IEnumerable<PlannedSubsegment> Inside
    {
        get
        {
            foreach (var child in Children)
            {
                if (child is { IsKept: true, IsDocument: false })
                {
                    yield return child;
                }
            }
        }
    }

    /// <summary>Bytes of its own content, with the list that its children stand in.</summary>
    internal int Size(Detail detail) => _sizes[(int)detail] + (Children.Count > 0 ? ListLength : 0) + Comma;

    internal void SetSize(Detail detail, int size) => _sizes[(int)detail] = size;

    /// <summary>Bytes that it adds to what is sent.</summary>
    internal long Cost(Detail detail) => Size(detail) + (IsDocument ? DocumentPlan.DocumentLength : 0);
}
