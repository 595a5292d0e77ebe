namespace Lego.TraceConsole.Filters.Tree;

/// <summary>A root cause, of that kind or of any, fits one of the patterns.</summary>
internal sealed record RootCauseJsonTerm(RootCauseKind? Kind, ValueList<CausePattern> Patterns) : FilterExpression;
