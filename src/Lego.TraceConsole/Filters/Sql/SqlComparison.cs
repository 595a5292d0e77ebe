using System.Text;
using Lego.TraceConsole.Filters.Syntax;
using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Sql;

/// <summary>Comparisons with a parameter. They are NULL where the column is, and nowhere else.</summary>
internal static class SqlComparison
{
    public static string OfNumbers(string column, FilterOperator comparison, string parameter) =>
        $"{column} {(comparison == FilterOperator.NotEqual ? "<>" : FilterOperators.Write(comparison))} {parameter}";

    /// <summary>
    /// As the evaluator compares, by code points and in their own case. LIKE would do neither, and functions that count characters stop at
    /// a zero, which a text may have in it: hence the bytes of an end.
    /// </summary>
    public static string OfTexts(string column, FilterOperator comparison, string parameter, string value) => comparison switch
    {
        FilterOperator.Equal => $"{column} = {parameter}",
        FilterOperator.NotEqual => $"{column} <> {parameter}",
        FilterOperator.Contains => $"instr({column}, {parameter}) > 0",
        // The first half lets an index skip what comes before.
        FilterOperator.BeginsWith => $"({column} >= {parameter} AND instr({column}, {parameter}) = 1)",
        _ when value.Length == 0 => $"{column} IS NOT NULL",
        // The end of an empty value would be NULL.
        _ => FormattableString.Invariant(
            $"({column} <> '' AND substr(CAST({column} AS BLOB), -{Encoding.UTF8.GetByteCount(value)}) = CAST({parameter} AS BLOB))"),
    };
}
