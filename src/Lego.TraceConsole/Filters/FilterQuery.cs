using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Filters.Evaluation;
using Lego.TraceConsole.Filters.Sql;
using Lego.TraceConsole.Filters.Tree;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Filters;

/// <summary>A filter expression as a search of the store takes it. Make one for each search: it remembers the groups that it found.</summary>
/// <param name="Condition">What the database decides.</param>
/// <param name="Predicate">
/// What is to be asked of the facts of each trace that fits the condition; null when the condition says it all.
/// </param>
internal sealed record FilterQuery(TraceCondition Condition, Func<TraceFacts, bool>? Predicate)
{
    public bool IsExact => Predicate is null;

    /// <param name="expression">What is asked.</param>
    /// <param name="findGroup">Gives the expression of a group; null for one that there is not. The default group is known here.</param>
    public static FilterQuery Of(FilterExpression expression, Func<GroupId, FilterExpression?> findGroup)
    {
        var groups = new FilterGroups(findGroup);
        var condition = FilterTranslator.Translate(expression, groups);
        return new FilterQuery(condition.Condition, condition.IsExact ? null : facts => FilterEvaluator.Matches(expression, facts, groups));
    }
}
