using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Filters.Tree;
using static Lego.TraceConsole.Filters.Sql.StoreNames;

namespace Lego.TraceConsole.Filters.Sql;

internal sealed partial class FilterTranslator
{
    private string Flag(BooleanTerm term, FilterPlaces place, bool atLeast)
    {
        if (FilterColumns.Flag(place, term.Keyword) is not { } flag)
        {
            return Unknown(atLeast);
        }

        return term.Value ? flag : $"NOT {flag}";
    }

    private string Number(NumberTerm term, FilterPlaces place, bool atLeast) => FilterColumns.Number(place, term.Keyword) is { } column
        ? NotNull(column, SqlComparison.OfNumbers(column, term.Operator, Parameter(term.Value)))
        : Unknown(atLeast);

    private string Text(TextTerm term, FilterPlaces place, bool atLeast)
    {
        if (FilterColumns.Text(place, term.Keyword) is { } column)
        {
            return NotNull(column, Compare(column, term));
        }

        return FilterColumns.TextOfService(place, term.Keyword) is { } member
            ? OfServices(FilterColumns.ServiceOf(place), $"{IsThere(member)} AND {Compare(member, term)}")
            : Unknown(atLeast);
    }

    private string Present(TextPresentTerm term, FilterPlaces place, bool atLeast)
    {
        if (FilterColumns.Text(place, term.Keyword) is { } column)
        {
            return $"{column} IS NOT NULL";
        }

        return FilterColumns.TextOfService(place, term.Keyword) is { } member
            ? OfServices(FilterColumns.ServiceOf(place), IsThere(member))
            : Unknown(atLeast);
    }

    /// <summary>The column has the first user; the few traces with more than one are left to the evaluator.</summary>
    private string User(TextTerm term, bool atLeast)
    {
        _isExact = false;
        var first = NotNull(TraceUser, Compare(TraceUser, term));
        return atLeast ? $"({first} OR {TraceUsers} > 1)" : first;
    }

    private string Annotation(AnnotationTerm term)
    {
        var (key, comparison) = (term.Key, term.Operator);
        var isDifferent = comparison == FilterOperator.NotEqual;
        return term.Value switch
        {
            { Text: { } text } when isDifferent => WithAnnotation(key, $"{AnnotationText} IS NOT {Parameter(text)}"),
            { Text: { } text } => WithAnnotation(
                key, SqlComparison.OfTexts(AnnotationText, comparison, Parameter(text), text), comparison == FilterOperator.Equal),
            { Number: { } number } when isDifferent => WithAnnotation(key, $"{AnnotationNumber} IS NOT {Parameter(number)}"),
            { Number: { } number } =>
                WithAnnotation(key, SqlComparison.OfNumbers(AnnotationNumber, comparison, Parameter(number)), isIndexed: true),
            var value => WithAnnotation(key, $"{AnnotationBoolean} IS {(isDifferent ? "NOT " : "")}{(value.Boolean == true ? True : False)}"),
        };
    }

    /// <summary>What an index finds may lead to the traces; all else is looked for in each trace that the rest of the condition leaves.</summary>
    private string WithAnnotation(string key, string condition, bool isIndexed = false)
    {
        var hasKey = $"{AnnotationKey} = {Parameter(key)}";
        return isIndexed
            ? $"{TraceKey} IN (SELECT {RowTrace} FROM {Annotations} WHERE {hasKey} AND {condition})"
            : $"EXISTS (SELECT 1 FROM {Annotations} WHERE {RowTrace} = {TraceKey} AND {hasKey} AND {condition})";
    }

    private string Service(ServiceTerm term, bool atLeast)
    {
        var service = OfServices(FilterColumns.ServiceOf(FilterPlaces.Service), Fits(term.Service));
        return WithRow(FilterPlaces.Service, service, term.Condition, atLeast);
    }

    private string Edge(EdgeTerm term, bool atLeast)
    {
        var source = OfServices($"{FilterColumns.Row}.{CallSource}", Fits(term.Source));
        var target = OfServices(FilterColumns.ServiceOf(FilterPlaces.Edge), Fits(term.Target));
        return WithRow(FilterPlaces.Edge, $"{source} AND {target}", term.Condition, atLeast);
    }

    private string WithRow(FilterPlaces place, string services, FilterExpression? condition, bool atLeast)
    {
        var inner = condition is null ? True : Write(condition, place, atLeast);
        var row = FilterColumns.Row;
        return inner == False
            ? False
            : $"EXISTS (SELECT 1 FROM {FilterColumns.TableOf(place)} {row} WHERE {row}.{RowTrace} = {TraceKey} AND {services} AND {inner})";
    }

    private string Fits(ServiceSelector service)
    {
        var parts = new List<string>();
        if (service.Name is { } name)
        {
            parts.Add($"{ServiceName} = {Parameter(name)}");
        }

        parts.Add(service.Type is { } type
            ? $"{ServiceType} <> '' AND {ServiceType} = {Parameter(type)}"
            : $"{ServiceType} <> '{ServiceCall.Client}'");
        if (service.AccountId is { } account)
        {
            parts.Add($"{ServiceAccount} <> '' AND {ServiceAccount} = {Parameter(account)}");
        }

        return string.Join(" AND ", parts);
    }

    private static string IsThere(string serviceColumn) => serviceColumn == ServiceName ? True : $"{serviceColumn} <> ''";

    private static string OfServices(string column, string condition) =>
        $"{column} IN (SELECT {ServiceId} FROM {Services} WHERE {condition})";

    private string Compare(string column, TextTerm term) =>
        SqlComparison.OfTexts(column, term.Operator, Parameter(term.Value), term.Value);

    private static string NotNull(string column, string comparison) => $"({column} IS NOT NULL AND {comparison})";
}
