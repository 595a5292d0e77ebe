namespace Lego.TraceConsole.Store;

/// <summary>
/// A node of the service graph. Start and end are epoch seconds: of the first and behind the last minute in which it was seen.
/// </summary>
internal sealed record GraphService(long Id, string Name, string? Type, string? AccountId, bool Inferred)
{
    /// <summary>Whether clients call it.</summary>
    public bool IsRoot { get; internal set; }

    /// <summary>Whether it stands for whoever calls a root; such a node has no statistics of its own.</summary>
    public bool IsClient => Type == Facts.ServiceCall.Client;

    public double Start { get; internal set; } = double.MaxValue;

    public double End { get; internal set; }

    public CallStatistics Statistics { get; } = new();

    internal void Extend(double start, double end)
    {
        Start = Math.Min(Start, start);
        End = Math.Max(End, end);
    }
}
