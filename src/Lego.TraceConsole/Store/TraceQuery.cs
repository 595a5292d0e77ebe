namespace Lego.TraceConsole.Store;

/// <summary>What the list of traces asks for, newest first.</summary>
internal sealed record TraceQuery
{
    /// <summary>Text that has to occur in the trace's search text, in any case; all of them when empty.</summary>
    public string Text { get; init; } = string.Empty;

    public OutcomeFilter Outcome { get; init; }

    public int Offset { get; init; }

    public int Limit { get; init; } = 50;
}
