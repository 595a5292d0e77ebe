namespace Lego.TraceConsole.Filters.Tree;

/// <summary>There is such a text, whatever it says.</summary>
internal sealed record TextPresentTerm(FilterKeyword Keyword) : FilterExpression;
