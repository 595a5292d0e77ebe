namespace Lego.TraceConsole.Filters.Tree;

internal sealed record OrExpression : JoinedExpression
{
    private OrExpression(ValueList<FilterExpression> terms)
        : base(terms)
    {
    }

    public static FilterExpression Of(IReadOnlyList<FilterExpression> terms) => Join(terms, flat => new OrExpression(flat));
}
