namespace Lego.TraceConsole.Filters.Tree;

/// <summary>Two or more conditions, none of them joined by the same word.</summary>
internal abstract record JoinedExpression(ValueList<FilterExpression> Terms) : FilterExpression
{
    /// <summary>One term stays as it is, and terms that are joined by the same word already join in.</summary>
    protected static FilterExpression Join<T>(IReadOnlyList<FilterExpression> terms, Func<ValueList<FilterExpression>, T> make)
        where T : JoinedExpression => terms is [var only]
            ? only
            : make(new ValueList<FilterExpression>(
                terms.SelectMany(term => term is T joined ? joined.Terms : (IEnumerable<FilterExpression>)[term])));
}
