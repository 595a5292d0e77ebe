using System.Diagnostics;

namespace Lego.Lambda.Runtime.Tracing;

/// <content>Where a subsegment hangs, and how those below it come into being.</content>
public sealed partial class Subsegment
{
    private const string ActivityProperty = "lego.subsegment";

    private List<Subsegment>? _children;
    private int _foldAt = Folding.Threshold;

    /// <summary>The subsegments below it so far, in the order of their start.</summary>
    public IReadOnlyList<Subsegment> Children => ChildrenNow();

    /// <summary>How many equal siblings it stands for, with their times; null when it stands for itself.</summary>
    internal FoldedCalls? Folded { get; set; }

    /// <summary>The subsegment that an activity belongs to: its own, or that of the nearest activity above it.</summary>
    internal static Subsegment? Find(Activity? activity)
    {
        for (; activity is not null; activity = activity.Parent)
        {
            if (Of(activity) is { } found)
            {
                return found.Standing;
            }
        }

        return null;
    }

    internal static Subsegment StartRoot(InvocationTrace trace, Activity activity) => new(trace, null, activity.OperationName, activity, null);

    /// <summary>A root that was timed elsewhere and has ended.</summary>
    internal static Subsegment Ended(InvocationTrace trace, string name, DateTime start, DateTime end) =>
        new(trace, null, name, ActivitySpanId.CreateRandom(), start, null) { _ended = 1, EndTime = end > start ? end : start };

    /// <summary>Starts a subsegment below this one; <see cref="None"/> once the invocation has ended.</summary>
    internal Subsegment Start(string name, DependencyCall? call)
    {
        if (!Trace!.Accepts() || LambdaActivitySource.Start(name, this) is not { } activity)
        {
            return None;
        }

        var child = new Subsegment(Trace, this, name, activity, call);
        Add(child);
        return child;
    }

    /// <summary>Takes work into the trace that was timed elsewhere and has ended.</summary>
    internal Subsegment? AddFinished(string name, DateTime start, DateTime end, DependencyCall? call)
    {
        if (Trace is null || !Trace.Accepts())
        {
            return null;
        }

        var child = new Subsegment(Trace, this, name, ActivitySpanId.CreateRandom(), start, call) { _ended = 1, EndTime = end > start ? end : start };
        Add(child);
        return child;
    }

    /// <summary>Folds equal siblings that pushed no others over the threshold since the last time.</summary>
    internal void FoldChildren()
    {
        foreach (var child in ChildrenNow())
        {
            child.FoldChildren();
        }

        lock (_gate)
        {
            if (_children is { Count: > 1 })
            {
                Folding.Fold(_children);
            }
        }
    }

    internal Subsegment[] ChildrenNow()
    {
        lock (_gate)
        {
            return _children is null ? [] : [.. _children];
        }
    }

    private void Add(Subsegment child)
    {
        lock (_gate)
        {
            if (!_isOmitted)
            {
                Insert(child);
                return;
            }
        }

        child.Parent = Parent;
        Parent!.Add(child);
    }

    private void Insert(Subsegment child)
    {
        _children ??= [];
        // What is reported after its end comes in the order of the ends.
        var index = _children.Count;
        while (index > 0 && _children[index - 1].StartTime > child.StartTime)
        {
            index--;
        }

        _children.Insert(index, child);
        if (_children.Count >= _foldAt)
        {
            // A loop over thousands of calls must not hold thousands of subsegments: what is equal and has ended is folded on the way.
            Folding.Fold(_children);
            _foldAt = _children.Count + Math.Max(Folding.Threshold, _children.Count);
        }
    }
}
