namespace Lego.TraceConsole.Filters.Tree;

/// <summary>Two or more conditions, none of them joined by the same word.</summary>
internal abstract record JoinedExpression(ValueList<FilterExpression> Terms) : FilterExpression;
