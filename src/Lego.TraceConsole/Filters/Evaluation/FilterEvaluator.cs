using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Evaluation;

/// <summary>
/// Says whether a condition is true of a trace. Something that is not there makes every comparison false, also one by <c>!=</c>; only an
/// exclamation mark turns that round.
/// </summary>
internal sealed class FilterEvaluator
{
    private readonly TraceFacts _facts;
    private readonly FilterGroups _groups;
    private readonly Dictionary<GroupId, bool> _belongs = [];

    private FilterEvaluator(TraceFacts facts, FilterGroups groups)
    {
        _facts = facts;
        _groups = groups;
    }

    public static bool Matches(FilterExpression expression, TraceFacts facts, FilterGroups groups) =>
        new FilterEvaluator(facts, groups).IsTrue(expression, new TraceSubject(facts));

    private bool IsTrue(FilterExpression expression, FilterSubject subject) => expression switch
    {
        AndExpression and => and.Terms.All(term => IsTrue(term, subject)),
        OrExpression or => or.Terms.Any(term => IsTrue(term, subject)),
        NotExpression not => !IsTrue(not.Inner, subject),
        BooleanTerm term => subject.Flag(term.Keyword) == term.Value,
        NumberTerm term => subject.Number(term.Keyword) is { } number && Comparison.IsTrue(number, term.Operator, term.Value),
        TextTerm term => subject.Texts(term.Keyword).Any(text => Comparison.IsTrue(text, term.Operator, term.Value)),
        TextPresentTerm term => subject.Texts(term.Keyword).Any(),
        AnnotationTerm term => subject.Annotations(term.Key).Any(value => Comparison.IsTrue(value, term.Operator, term.Value)),
        AnnotationPresentTerm term => subject.Annotations(term.Key).Any(value => value.Boolean != false),
        ServiceTerm term => HasVisit(term),
        EdgeTerm term => HasCall(term),
        GroupTerm term => Belongs(term.Group, subject),
        RootCauseTerm term => CauseSubjects.Of(_facts, term).Any(part => Holds(term.Condition, part)),
        RootCauseJsonTerm term => CausesOf(term.Kind).Any(cause => term.Patterns.Any(pattern => pattern.Fits(cause))),
        ConstantExpression constant => constant.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType(), "unknown kind of expression"),
    };

    private bool Holds(FilterExpression? condition, FilterSubject subject) => condition is null || IsTrue(condition, subject);

    private bool HasVisit(ServiceTerm term)
    {
        for (var position = 0; position < _facts.Visits.Count; position++)
        {
            if (term.Service.Fits(_facts.Visits[position].Service) && Holds(term.Condition, new VisitSubject(_facts, position)))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasCall(EdgeTerm term)
    {
        for (var position = 0; position < _facts.Calls.Count; position++)
        {
            var call = _facts.Calls[position];
            if (term.Source.Fits(call.Source) && term.Target.Fits(call.Target.Service)
                && Holds(term.Condition, new CallSubject(_facts, position)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Each group once for a trace: groups that name each other twice would double the work with every level.</summary>
    private bool Belongs(GroupId group, FilterSubject subject)
    {
        if (!_belongs.TryGetValue(group, out var belongs))
        {
            belongs = IsTrue(_groups.Resolve(group), subject);
            _belongs.Add(group, belongs);
        }

        return belongs;
    }

    private IEnumerable<Model.RootCause> CausesOf(RootCauseKind? kind) => kind is { } one
        ? CauseSubjects.CausesOf(_facts, one)
        : Enum.GetValues<RootCauseKind>().SelectMany(every => CauseSubjects.CausesOf(_facts, every));
}
