using System.Diagnostics;
using Lego.Lambda.Runtime.Instrumentation;

namespace Lego.Lambda.Runtime.Tracing;

/// <content>Activities of other sources that are subsegments.</content>
public sealed partial class Subsegment
{
    private MappedSource? _source;
    private bool _isDescribed;
    private bool _isOmitted;

    /// <summary>Itself, or what stands for it when it was left out.</summary>
    private Subsegment Standing
    {
        get
        {
            var standing = this;
            while (standing._isOmitted)
            {
                standing = standing.Parent!;
            }

            return standing;
        }
    }

    /// <summary>The subsegment that an activity itself is.</summary>
    internal static Subsegment? Of(Activity activity) => activity.GetCustomProperty(ActivityProperty) as Subsegment;

    /// <summary>Takes an activity of another source into the trace. The source ends it.</summary>
    internal void Adopt(Activity activity, DependencyCall? call, MappedSource source)
    {
        if (Trace!.Accepts())
        {
            Add(new Subsegment(Trace, this, call?.Name ?? activity.OperationName, activity, call) { _source = source });
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

        if (EndTime is not null)
        {
            return;
        }

        CallPart? part;
        lock (_gate)
        {
            part = _openPart;
        }

        if (part?.Describe() is { } seen)
        {
            lock (_gate)
            {
                Call?.Complete(seen);
            }
        }

        if (Call is not null && _source?.Describe(_activity!) is { } call)
        {
            lock (_gate)
            {
                if (!_isDescribed)
                {
                    Rename(call.Name, call);
                }
            }
        }
    }

    /// <summary>For adopted work, whose source knows its name and target only when it has ended; without a call it is no node.</summary>
    internal void Describe(string name, DependencyCall? call)
    {
        lock (_gate)
        {
            _isDescribed = true;
            Rename(name, call);
        }
    }

    /// <summary>
    /// For adopted work that does not say what it calls: what took up a request is a call, to the host of the request. Null where it has
    /// taken up none.
    /// </summary>
    internal DependencyCall? CallByRequest()
    {
        lock (_gate)
        {
            return _seen > 0 && Call is { } placeholder
                ? new DependencyCall { Kind = placeholder.Kind, Name = HttpConvention.HostOf(placeholder.HttpUrl) ?? placeholder.Name }
                : null;
        }
    }

    /// <summary>Adds to a description of this call what those below it had to say.</summary>
    internal DependencyCall Completed(DependencyCall call)
    {
        lock (_gate)
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
        lock (_gate)
        {
            _isOmitted = true;
            children = _children is null ? [] : [.. _children];
        }

        foreach (var child in children)
        {
            child.Parent = parent;
        }

        parent.Replace(this, children);
    }

    private void Replace(Subsegment child, Subsegment[] others)
    {
        lock (_gate)
        {
            if (!_isOmitted)
            {
                _children?.Remove(child);
                foreach (var other in others)
                {
                    Insert(other);
                }

                return;
            }
        }

        Parent!.Replace(child, others);
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
        if (_seen > 0 && Call is not null)
        {
            call.Fill(Call);
        }
    }
}
