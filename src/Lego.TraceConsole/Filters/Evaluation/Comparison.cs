using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Evaluation;

internal static class Comparison
{
    public static bool IsTrue(double actual, FilterOperator comparison, double value) => comparison switch
    {
        FilterOperator.Equal => actual.Equals(value),
        FilterOperator.NotEqual => !actual.Equals(value),
        FilterOperator.Less => actual < value,
        FilterOperator.LessOrEqual => actual <= value,
        FilterOperator.Greater => actual > value,
        FilterOperator.GreaterOrEqual => actual >= value,
        _ => false,
    };

    public static bool IsTrue(string actual, FilterOperator comparison, string value) => comparison switch
    {
        FilterOperator.Equal => actual == value,
        FilterOperator.NotEqual => actual != value,
        FilterOperator.Contains => actual.Contains(value, StringComparison.Ordinal),
        FilterOperator.BeginsWith => actual.StartsWith(value, StringComparison.Ordinal),
        FilterOperator.EndsWith => actual.EndsWith(value, StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>A value of another type is different, and no more than that.</summary>
    public static bool IsTrue(IndexedAnnotation actual, FilterOperator comparison, AnnotationValue value) => value switch
    {
        { Text: { } text } => actual.Text is { } own ? IsTrue(own, comparison, text) : comparison == FilterOperator.NotEqual,
        { Number: { } number } => actual.Number is { } own ? IsTrue(own, comparison, number) : comparison == FilterOperator.NotEqual,
        _ => (actual.Boolean == value.Boolean) == (comparison == FilterOperator.Equal),
    };
}
