namespace Lego.TraceConsole.Filters.Tree;

/// <summary>A text compares so; one that is not there never does. Where there are several, any of them will do.</summary>
internal sealed record TextTerm(FilterKeyword Keyword, FilterOperator Operator, string Value) : FilterExpression;
