namespace Lego.TraceConsole.Filters.Tree;

/// <summary>The trace passed such a node, and where it did, the condition is true of that visit.</summary>
internal sealed record ServiceTerm(ServiceSelector Service, FilterExpression? Condition) : FilterExpression;
