namespace Lego.TraceConsole.Filters.Tree;

/// <summary>A flag has this value.</summary>
internal sealed record BooleanTerm(FilterKeyword Keyword, bool Value) : FilterExpression;
