using System.Diagnostics;
using Lego.Lambda.Runtime.Instrumentation;

namespace Lego.Lambda.Runtime.Tracing;

/// <content>Activities of other sources that are subsegments.</content>
public sealed partial class Subsegment
{
    /// <summary>Itself, or what stands for it when it was left out.</summary>
    private Subsegment Standing
    {
        get
        {
            var standing = this;
            while ((standing._marks & Marks.Omitted) != 0)
            {
                standing = standing.Parent!;
            }

            return standing;
        }
    }

    /// <summary>Takes an activity of another source into the trace. The source ends it.</summary>
    internal void Adopt(Activity activity, DependencyCall? call, MappedSource source)
    {
        if (_depth == MaxDepth)
        {
            Parent!.Adopt(activity, call, source);
        }
        else if (Trace!.Accepts())
        {
            var subsegment = new Subsegment(Trace, this, call?.Name ?? activity.OperationName, activity, call);
            subsegment.Details.Source = source;
            Add(subsegment);
        }
    }

    /// <summary>
    /// Says of the calls that are still open what is known by now, so that a trace which is sent before their end shows where it hangs.
    /// </summary>
    internal void DescribeOpen()
    {
        foreach (var child in ChildrenNow())
        {
            child.DescribeOpen();
        }

        if (!IsOpen)
        {
            return;
        }

        if (_details?.OpenPart?.Describe() is { } seen)
        {
            using (_gate.Enter())
            {
                Call?.Complete(seen);
            }
        }

        if (Call is not null && _details?.Source?.Describe(Activity!) is { } call)
        {
            using (_gate.Enter())
            {
                if ((_marks & Marks.Described) == 0)
                {
                    Rename(call.Name, call);
                }
            }
        }
    }

    /// <summary>For adopted work, whose source knows its name and target only when it has ended; without a call it is no node.</summary>
    internal void Describe(string name, DependencyCall? call)
    {
        using (_gate.Enter())
        {
            _marks |= Marks.Described;
            Rename(name, call);
        }
    }

    /// <summary>
    /// For adopted work that does not say what it calls: what took up a request is a call, to the host of the request. Null where it has
    /// taken up none.
    /// </summary>
    internal DependencyCall? CallByRequest()
    {
        using (_gate.Enter())
        {
            return _details is { Seen: > 0 } && Call is { } placeholder
                ? new DependencyCall { Kind = placeholder.Kind, Name = HttpConvention.HostOf(placeholder.HttpUrl) ?? placeholder.Name }
                : null;
        }
    }

    /// <summary>Adds to a description of this call what those below it had to say.</summary>
    internal DependencyCall Completed(DependencyCall call)
    {
        using (_gate.Enter())
        {
            Merge(call);
        }

        return call;
    }

    /// <summary>Takes adopted work out again that turned out to be no call of its own; what is below it, or will be, moves up.</summary>
    internal void Omit()
    {
        if (Parent is not { } parent)
        {
            return;
        }

        Subsegment[] children;
        using (_gate.Enter())
        {
            _marks |= Marks.Omitted;
            children = _content is null ? [] : _content.Children.Items.ToArray();
        }

        foreach (var child in children)
        {
            child.Parent = parent;
        }

        parent.Replace(this, children);
    }

    private void Replace(Subsegment child, Subsegment[] others)
    {
        using (_gate.Enter())
        {
            if ((_marks & Marks.Omitted) == 0)
            {
                Remove(child);
                foreach (var other in others)
                {
                    Insert(other);
                }

                return;
            }
        }

        Parent!.Replace(child, others);
    }

    /// <summary>Under the gate.</summary>
    private void Remove(Subsegment child)
    {
        if (OpenContent() is { } content && content.Children.Items.IndexOf(child) is >= 0 and var index)
        {
            content.Children.RemoveAt(index);
        }
    }

    private void Rename(string name, DependencyCall? call)
    {
        if (call is not null)
        {
            Merge(call);
            call.IsNode = true;
        }

        Name = name;
        Call = call;
    }

    private void Merge(DependencyCall call)
    {
        call.IsTraced |= Call is { IsTraced: true };
        if (_details is { Seen: > 0 } && Call is not null)
        {
            call.Fill(Call);
        }
    }
}
