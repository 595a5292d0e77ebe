namespace Lego.TraceConsole.Filters.Tree;

/// <summary>A number compares so; one that is not there never does.</summary>
internal sealed record NumberTerm(FilterKeyword Keyword, FilterOperator Operator, double Value) : FilterExpression;
