namespace Lego.TraceConsole.Filters.Tree;

internal sealed record OrExpression : JoinedExpression
{
    private OrExpression(ValueList<FilterExpression> terms)
        : base(terms)
    {
    }

    /// <summary>One term stays as it is, and terms that are joined by OR already join in.</summary>
    public static FilterExpression Of(IReadOnlyList<FilterExpression> terms) =>
        terms is [var only]
            ? only
            : new OrExpression(new ValueList<FilterExpression>(
                terms.SelectMany(term => term is OrExpression joined ? joined.Terms : (IEnumerable<FilterExpression>)[term])));
}
