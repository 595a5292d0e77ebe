namespace Lego.TraceConsole.Filters.Tree;

/// <summary>
/// An annotation has a value that compares so. A value of another type than the one that is asked for is different from it, and neither
/// less nor greater.
/// </summary>
internal sealed record AnnotationTerm(string Key, FilterOperator Operator, AnnotationValue Value) : FilterExpression;
