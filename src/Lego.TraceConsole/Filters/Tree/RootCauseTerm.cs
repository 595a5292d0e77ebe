namespace Lego.TraceConsole.Filters.Tree;

/// <summary>A root cause of that kind has such a part, and the condition is true of it.</summary>
internal sealed record RootCauseTerm(RootCauseKind Kind, RootCausePart Part, FilterExpression? Condition) : FilterExpression;
