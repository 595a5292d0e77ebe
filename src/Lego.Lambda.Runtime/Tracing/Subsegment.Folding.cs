namespace Lego.Lambda.Runtime.Tracing;

/// <content>One subsegment in place of many equal ones.</content>
public sealed partial class Subsegment
{
    /// <summary>How many equal siblings it stands for, with their times; null when it stands for itself.</summary>
    internal FoldedCalls? Folded => _details?.Folded;

    internal bool IsLeaf
    {
        get
        {
            using (_gate.Enter())
            {
                return _content is not { Children.Count: > 0 };
            }
        }
    }

    /// <summary>Takes an equal sibling's place: spans its time and counts it.</summary>
    internal void Absorb(Subsegment sibling)
    {
        if (Details.Folded is not { } folded)
        {
            Details.Folded = folded = new FoldedCalls();
            folded.Add(new TimeSpan(_end - _start));
        }

        folded.Add(new TimeSpan(sibling._end - sibling._start));
        _end = Math.Max(_end, sibling._end);
        sibling.Release();
    }
}
