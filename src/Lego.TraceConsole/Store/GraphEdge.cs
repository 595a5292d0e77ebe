namespace Lego.TraceConsole.Store;

/// <summary>The calls from one service to another, as their callers saw them where they wrote it down.</summary>
internal sealed record GraphEdge(GraphService Source, GraphService Target)
{
    /// <summary>Epoch seconds.</summary>
    public double Start { get; internal set; } = double.MaxValue;

    /// <summary>Epoch seconds.</summary>
    public double End { get; internal set; }

    public CallStatistics Statistics { get; } = new();

    internal void Extend(double start, double end)
    {
        Start = Math.Min(Start, start);
        End = Math.Max(End, end);
        Source.Extend(start, end);
    }
}
