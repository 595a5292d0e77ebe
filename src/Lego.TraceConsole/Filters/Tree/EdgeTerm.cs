namespace Lego.TraceConsole.Filters.Tree;

/// <summary>One such node called another, and the condition is true of that call.</summary>
internal sealed record EdgeTerm(ServiceSelector Source, ServiceSelector Target, FilterExpression? Condition) : FilterExpression;
