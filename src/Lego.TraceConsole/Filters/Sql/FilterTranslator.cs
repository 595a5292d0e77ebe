using Lego.TraceConsole.Filters.Evaluation;
using Lego.TraceConsole.Filters.Tree;
using Lego.TraceConsole.Store;
using static Lego.TraceConsole.Filters.Sql.StoreNames;

namespace Lego.TraceConsole.Filters.Sql;

/// <summary>
/// Writes a condition as SQL over the store's tables. What these do not tell is taken as true where more rows do no harm and as false
/// inside of a NOT, so that no trace is lost that the evaluator would take.
/// </summary>
internal sealed partial class FilterTranslator
{
    private const string True = "1";
    private const string False = "0";

    // Groups can name groups; SQLite takes 1,000 levels. What is beyond is left to the evaluator.
    private const int MaxParts = 400;

    private readonly FilterGroups _groups;
    private readonly List<(string Name, object? Value)> _parameters = [];
    private bool _isExact = true;
    private int _parts;

    private FilterTranslator(FilterGroups groups) => _groups = groups;

    public static FilterCondition Translate(FilterExpression expression, FilterGroups groups)
    {
        var translator = new FilterTranslator(groups);
        var sql = translator.Write(expression, FilterPlaces.Trace, atLeast: true);
        return new FilterCondition(new TraceCondition(sql, translator._parameters), translator._isExact);
    }

    /// <summary>Gives SQL that is true of all that is meant when <paramref name="atLeast"/>, else of nothing that is not meant.</summary>
    private string Write(FilterExpression expression, FilterPlaces place, bool atLeast) => expression switch
    {
        _ when ++_parts > MaxParts => Unknown(atLeast),
        AndExpression and => Join(and, " AND ", place, atLeast, neutral: True, decisive: False),
        OrExpression or => Join(or, " OR ", place, atLeast, neutral: False, decisive: True),
        NotExpression not => Not(Write(not.Inner, place, !atLeast)),
        BooleanTerm term => Flag(term, place, atLeast),
        NumberTerm term => Number(term, place, atLeast),
        TextTerm { Keyword: FilterKeyword.User } term when place == FilterPlaces.Trace => User(term, atLeast),
        TextTerm term => Text(term, place, atLeast),
        TextPresentTerm { Keyword: FilterKeyword.User } when place == FilterPlaces.Trace => $"{TraceUser} IS NOT NULL",
        TextPresentTerm term => Present(term, place, atLeast),
        AnnotationTerm term when place == FilterPlaces.Trace => Annotation(term),
        AnnotationPresentTerm term when place == FilterPlaces.Trace => WithAnnotation(term.Key, $"{AnnotationBoolean} IS NOT 0"),
        ServiceTerm term => Service(term, atLeast),
        EdgeTerm term => Edge(term, atLeast),
        GroupTerm term => Write(_groups.Resolve(term.Group), place, atLeast),
        RootCauseTerm term => Unknown(atLeast, MayHaveCause(term.Kind)),
        RootCauseJsonTerm term => Unknown(atLeast, MayHaveCause(term.Kind)),
        ConstantExpression constant => constant.Value ? True : False,
        _ => Unknown(atLeast),
    };

    private string Join(JoinedExpression joined, string word, FilterPlaces place, bool atLeast, string neutral, string decisive)
    {
        var parts = joined.Terms.Select(term => Write(term, place, atLeast)).Where(part => part != neutral).ToList();
        return parts switch
        {
            [] => neutral,
            _ when parts.Contains(decisive) => decisive,
            [var only] => only,
            _ => $"({string.Join(word, parts)})",
        };
    }

    private static string Not(string sql) => sql switch
    {
        True => False,
        False => True,
        _ => $"NOT ({sql})",
    };

    private string Unknown(bool atLeast, string atMostRows = True)
    {
        _isExact = false;
        return atLeast ? atMostRows : False;
    }

    /// <summary>Whatever fails by itself is a problem, and only a root that took time has spent it somewhere.</summary>
    private static string MayHaveCause(RootCauseKind? kind) => kind switch
    {
        null => $"({TraceProblems} > 0 OR coalesce({TraceResponseTime} > 0, 0))",
        RootCauseKind.ResponseTime => $"coalesce({TraceResponseTime} > 0, 0)",
        _ => $"{TraceProblems} > 0",
    };

    private string Parameter(object value)
    {
        var name = FormattableString.Invariant($"@filter{_parameters.Count}");
        _parameters.Add((name, value));
        return name;
    }
}
