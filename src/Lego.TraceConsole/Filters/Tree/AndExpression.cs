namespace Lego.TraceConsole.Filters.Tree;

internal sealed record AndExpression : JoinedExpression
{
    private AndExpression(ValueList<FilterExpression> terms)
        : base(terms)
    {
    }

    /// <summary>One term stays as it is, and terms that are joined by AND already join in.</summary>
    public static FilterExpression Of(IReadOnlyList<FilterExpression> terms) =>
        terms is [var only]
            ? only
            : new AndExpression(new ValueList<FilterExpression>(
                terms.SelectMany(term => term is AndExpression joined ? joined.Terms : (IEnumerable<FilterExpression>)[term])));
}
