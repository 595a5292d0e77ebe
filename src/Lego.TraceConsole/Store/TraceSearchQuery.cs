using Lego.TraceConsole.Facts;

namespace Lego.TraceConsole.Store;

/// <summary>Which traces are wanted: from <see cref="From"/> (included) to <see cref="To"/> (excluded), epoch seconds.</summary>
internal sealed record TraceSearchQuery(double From, double To)
{
    public TraceTimeKind TimeKind { get; init; }

    /// <summary>What the database can decide by itself.</summary>
    public TraceCondition Condition { get; init; } = TraceCondition.Any;

    /// <summary>What needs the assembled trace, asked of those that fit the condition; null when the condition says it all.</summary>
    public Func<TraceFacts, bool>? Predicate { get; init; }

    /// <summary>The end of the page before; null for the first page.</summary>
    public TraceCursor? After { get; init; }

    /// <summary>Traces on a page.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>
    /// How many traces one page assembles at most to ask the predicate. A page can be short, or empty, and have a next one.
    /// </summary>
    public int MaxAssembled { get; init; } = 500;
}
