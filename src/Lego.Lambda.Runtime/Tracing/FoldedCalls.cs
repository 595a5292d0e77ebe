namespace Lego.Lambda.Runtime.Tracing;

/// <summary>The times of equal calls that one subsegment stands for.</summary>
internal sealed class FoldedCalls
{
    internal int Count { get; private set; }

    internal TimeSpan Total { get; private set; }

    internal TimeSpan Shortest { get; private set; } = TimeSpan.MaxValue;

    internal TimeSpan Longest { get; private set; }

    internal TimeSpan Mean => Count == 0 ? TimeSpan.Zero : Total / Count;

    internal void Add(TimeSpan duration)
    {
        Count++;
        Total += duration;
        Shortest = duration < Shortest ? duration : Shortest;
        Longest = duration > Longest ? duration : Longest;
    }
}
