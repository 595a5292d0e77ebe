using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Syntax;

/// <summary>A word that a term can begin with.</summary>
/// <param name="Name">As it is written; its case does not matter.</param>
/// <param name="Kind">What can follow.</param>
/// <param name="Places">Where it can stand.</param>
/// <param name="Meaning">For whoever chooses among words.</param>
internal sealed record FilterWord(string Name, FilterWordKind Kind, FilterPlaces Places, string Meaning)
{
    /// <summary>Of flags, numbers and texts.</summary>
    public FilterKeyword Keyword { get; init; }

    /// <summary>Of root causes; null for a pattern of any kind.</summary>
    public RootCauseKind? CauseKind { get; init; }

    /// <summary>Of root causes that are not asked by a pattern.</summary>
    public RootCausePart CausePart { get; init; }
}
