namespace Lego.TraceConsole.Filters.Tree;

internal sealed record AndExpression : JoinedExpression
{
    private AndExpression(ValueList<FilterExpression> terms)
        : base(terms)
    {
    }

    public static FilterExpression Of(IReadOnlyList<FilterExpression> terms) => Join(terms, flat => new AndExpression(flat));
}
