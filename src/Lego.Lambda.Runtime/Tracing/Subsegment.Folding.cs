namespace Lego.Lambda.Runtime.Tracing;

/// <content>One subsegment in place of many equal ones.</content>
public sealed partial class Subsegment
{
    internal bool IsLeaf
    {
        get
        {
            lock (_gate)
            {
                return _children is not { Count: > 0 };
            }
        }
    }

    /// <summary>Takes an equal sibling's place: spans its time and counts it.</summary>
    internal void Absorb(Subsegment sibling)
    {
        if (Folded is null)
        {
            Folded = new FoldedCalls();
            Folded.Add(EndTime!.Value - StartTime);
        }

        Folded.Add(sibling.EndTime!.Value - sibling.StartTime);
        EndTime = sibling.EndTime > EndTime ? sibling.EndTime : EndTime;
    }
}
