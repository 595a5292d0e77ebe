namespace Lego.Lambda.Runtime.Tracing;

/// <content>What becomes of a subsegment when its invocation has ended.</content>
public sealed partial class Subsegment
{
    /// <summary>
    /// Lets nothing more in, here and below, so that what is sent can be read without a copy. What is open is closed, so that the trace is
    /// whole, unless it is to show where it hung. Equal siblings that pushed no others over the threshold since the last time are folded.
    /// </summary>
    /// <param name="end">When the invocation ended, or null to leave open what is open.</param>
    internal void Seal(long? end)
    {
        SubsegmentContent? content;
        using (_gate.Enter())
        {
            _marks |= Marks.Closed;
            content = _content;
        }

        if (content is not { Children.Count: > 0 })
        {
            return;
        }

        foreach (var child in content.Children.Items)
        {
            if (end is { } time && child._end == 0)
            {
                child.Abandon(time);
            }

            child.Seal(end);
        }

        content.Children.Cut(Folding.Fold(content.Children.Items));
    }

    /// <summary>Whether something below it has not ended. Asked of its trace once that is closed, when nothing is begun any more.</summary>
    internal bool HasOpenBelow()
    {
        using (_gate.Enter())
        {
            if (_content is { } content)
            {
                foreach (var child in content.Children.Items)
                {
                    if (child.IsOpen || child.HasOpenBelow())
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>Gives its lists back, and those of all below it.</summary>
    internal void Release()
    {
        SubsegmentContent? content;
        using (_gate.Enter())
        {
            _marks |= Marks.Closed;
            content = _content;
            _content = null;
        }

        if (content is null)
        {
            return;
        }

        foreach (var child in content.Children.Items)
        {
            child.Release();
        }

        content.GiveBack();
    }

    /// <summary>True when nothing is added any more, so that it is read without being held.</summary>
    internal bool IsClosed => (_marks & Marks.Closed) != 0;

    /// <summary>Its lists, for who holds it or knows that it is closed.</summary>
    internal SubsegmentContent? Content => _content;

    /// <inheritdoc cref="Content"/>
    internal List<TraceLink>? LinkList => _details?.Links;

    /// <summary>Keeps others from changing it until the holder is disposed. Nothing that holds it itself may be called meanwhile.</summary>
    internal Gate.Holder Hold() => _gate.Enter();

    /// <summary>Lets so many of its annotations be indexed, from the first on.</summary>
    /// <returns>How many it has of them.</returns>
    internal int AllowAnnotations(int most)
    {
        using (_gate.Enter())
        {
            if (_content is null)
            {
                return 0;
            }

            _content.IndexedAnnotations = most;
            return Math.Min(most, _content.Annotations.Count);
        }
    }

    /// <summary>The children of a trace that has ended; those so far of one that has not.</summary>
    internal ReadOnlySpan<Subsegment> SealedChildren() =>
        (_marks & Marks.Closed) == 0 ? ChildrenNow() : _content is { } content ? content.Children.Items : [];

    private void Abandon(long end)
    {
        using (_gate.Enter())
        {
            _marks |= Marks.Abandoned;
        }

        _end = Math.Max(end, _start);
    }
}
