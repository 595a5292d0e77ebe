using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Syntax;

/// <summary>How operators are written.</summary>
internal static class FilterOperators
{
    public const string And = "AND";
    public const string Or = "OR";
    public const string Contains = "CONTAINS";
    public const string BeginsWith = "BEGINSWITH";
    public const string EndsWith = "ENDSWITH";

    public static IReadOnlyList<string> OfBooleans { get; } = ["=", "!="];

    public static IReadOnlyList<string> OfNumbers { get; } = ["=", "!=", "<", "<=", ">", ">="];

    public static IReadOnlyList<string> OfTexts { get; } = ["=", "!=", Contains, BeginsWith, EndsWith];

    public static string Write(FilterOperator value) => value switch
    {
        FilterOperator.Equal => "=",
        FilterOperator.NotEqual => "!=",
        FilterOperator.Less => "<",
        FilterOperator.LessOrEqual => "<=",
        FilterOperator.Greater => ">",
        FilterOperator.GreaterOrEqual => ">=",
        FilterOperator.Contains => Contains,
        FilterOperator.BeginsWith => BeginsWith,
        _ => EndsWith,
    };

    public static bool IsEquality(this FilterOperator value) => value is FilterOperator.Equal or FilterOperator.NotEqual;

    public static bool IsOfTextsOnly(this FilterOperator value) =>
        value is FilterOperator.Contains or FilterOperator.BeginsWith or FilterOperator.EndsWith;

    /// <summary>The operators that are words.</summary>
    public static FilterOperator? OfWord(string word) => word.ToUpperInvariant() switch
    {
        Contains => FilterOperator.Contains,
        BeginsWith => FilterOperator.BeginsWith,
        EndsWith => FilterOperator.EndsWith,
        _ => null,
    };
}
