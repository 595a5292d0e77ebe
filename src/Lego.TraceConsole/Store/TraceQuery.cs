namespace Lego.TraceConsole.Store;

/// <summary>What the list of traces asks for.</summary>
internal sealed record TraceQuery
{
    /// <summary>Text that has to occur in the trace's search text, in any case; all of them when empty.</summary>
    public string Text { get; init; } = string.Empty;

    public OutcomeFilter Outcome { get; init; }

    /// <summary>What else has to be so.</summary>
    public TraceCondition Condition { get; init; } = TraceCondition.Any;

    /// <summary>Epoch seconds; included.</summary>
    public double From { get; init; } = double.MinValue;

    /// <summary>Epoch seconds; excluded.</summary>
    public double To { get; init; } = double.MaxValue;

    public TraceSort Sort { get; init; }

    /// <summary>The largest, and of what is equal the newest, come first unless this is set.</summary>
    public bool Ascending { get; init; }

    public int Offset { get; init; }

    public int Limit { get; init; } = 50;
}
