using System.Diagnostics;

namespace Lego.Lambda.Runtime.Tracing;

/// <content>Where a subsegment hangs, and how those below it come into being.</content>
public sealed partial class Subsegment
{
    /// <summary>The subsegments below it so far, in the order of their start.</summary>
    public IReadOnlyList<Subsegment> Children => ChildrenNow();

    internal static Subsegment StartRoot(InvocationTrace trace, string name, ActivityContext parent)
    {
        var before = ExecutionContext.Capture();
        var root = new Subsegment(trace, null, name, LambdaActivitySource.StartRoot(name, parent), null);
        root._content = SubsegmentContent.Rent();
        root._content.Before = before;
        root._content.After = ExecutionContext.Capture();
        return root;
    }

    /// <summary>A root that was timed elsewhere and has ended.</summary>
    internal static Subsegment Ended(InvocationTrace trace, string name, DateTime start, DateTime end) =>
        new Subsegment(trace, null, name, start, null).EndedAt(end);

    /// <summary>Starts a subsegment below this one; <see cref="None"/> once the invocation has ended.</summary>
    internal Subsegment Start(string name, DependencyCall? call)
    {
        if (_depth == MaxDepth)
        {
            return Parent!.Start(name, call);
        }

        if (!Trace!.Accepts())
        {
            return None;
        }

        Subsegment child;
        var now = new DateTime(Trace.Now(), DateTimeKind.Utc);
        if (Trace.ShowsActivities || LambdaActivitySource.Source.HasListeners())
        {
            child = new Subsegment(Trace, this, name, LambdaActivitySource.Start(name, this).SetStartTime(now), call);
        }
        else
        {
            child = new Subsegment(Trace, this, name, now, call);
            child.Enter();
        }

        if (Add(child))
        {
            return child;
        }

        child.End();
        return None;
    }

    /// <summary>Takes work into the trace that was timed elsewhere and has ended.</summary>
    internal Subsegment? AddFinished(string name, DateTime start, DateTime end, DependencyCall? call)
    {
        if (_depth == MaxDepth)
        {
            return Parent!.AddFinished(name, start, end, call);
        }

        if (Trace is null || !Trace.Accepts())
        {
            return null;
        }

        var child = new Subsegment(Trace, this, name, start, call).EndedAt(end);
        return Add(child) ? child : null;
    }

    internal Subsegment[] ChildrenNow()
    {
        using (_gate.Enter())
        {
            return _content is null ? [] : _content.Children.Items.ToArray();
        }
    }

    private Subsegment EndedAt(DateTime end)
    {
        _marks = Marks.Ended;
        _end = Math.Max(end.Ticks, _start);
        return this;
    }

    private bool Add(Subsegment child)
    {
        using (_gate.Enter())
        {
            if ((_marks & Marks.Omitted) == 0)
            {
                if (!Insert(child))
                {
                    return false;
                }

                Trace!.NoteDepth(child._depth);
                return true;
            }
        }

        child.Parent = Parent;
        return Parent!.Add(child);
    }

    /// <summary>Under the gate; false once the trace is closed.</summary>
    private bool Insert(Subsegment child)
    {
        if (OpenContent() is not { } content)
        {
            return false;
        }

        // What is reported after its end comes in the order of the ends.
        var children = content.Children.Items;
        var index = children.Length;
        while (index > 0 && children[index - 1]._start > child._start)
        {
            index--;
        }

        content.Children.Insert(index, child);
        if (content.Children.Count >= content.FoldAt)
        {
            // A loop over thousands of calls must not hold thousands of subsegments: what is equal and has ended is folded on the way.
            content.Children.Cut(Folding.Fold(content.Children.Items));
            content.FoldAt = content.Children.Count + Math.Max(Folding.Threshold, content.Children.Count);
        }

        return true;
    }
}
