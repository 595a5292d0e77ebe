using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Evaluation;

/// <summary>
/// What the groups stand for that an expression names. A group that is unknown, or whose expression leads back to itself, has no traces.
/// It remembers what it found and is not for several threads at a time; make one for a query.
/// </summary>
/// <param name="find">Gives the expression of a group, null when there is no such group. It is not asked for the default group.</param>
internal sealed class FilterGroups(Func<GroupId, FilterExpression?> find)
{
    /// <summary>The group that every trace belongs to. Source: AWS X-Ray developer guide, "Configuring groups".</summary>
    public const string Default = "Default";

    private readonly Dictionary<GroupId, FilterExpression> _resolved = [];
    private readonly Dictionary<GroupId, FilterExpression?> _found = [];

    public static FilterGroups None => new(_ => null);

    public FilterExpression Resolve(GroupId group)
    {
        if (!_resolved.TryGetValue(group, out var expression))
        {
            expression = IsDefault(group) ? new ConstantExpression(true)
                : Find(group) is { } found && !LeadsBack(group, found) ? found
                : new ConstantExpression(false);
            _resolved.Add(group, expression);
        }

        return expression;
    }

    /// <summary>The groups that an expression names itself.</summary>
    public static IEnumerable<GroupId> NamedIn(FilterExpression expression) => expression switch
    {
        GroupTerm term => [term.Group],
        NotExpression not => NamedIn(not.Inner),
        JoinedExpression joined => joined.Terms.SelectMany(NamedIn),
        _ => [],
    };

    private static bool IsDefault(GroupId group) =>
        group.IsArn ? group.Text.Contains($":group/{Default}/", StringComparison.Ordinal) : group.Text == Default;

    private FilterExpression? Find(GroupId group)
    {
        if (!_found.TryGetValue(group, out var expression))
        {
            expression = find(group);
            _found.Add(group, expression);
        }

        return expression;
    }

    private bool LeadsBack(GroupId group, FilterExpression expression)
    {
        var seen = new HashSet<GroupId>();
        var waiting = new Stack<GroupId>(NamedIn(expression));
        while (waiting.TryPop(out var named))
        {
            if (named == group)
            {
                return true;
            }

            if (seen.Add(named) && !IsDefault(named) && Find(named) is { } next)
            {
                foreach (var further in NamedIn(next))
                {
                    waiting.Push(further);
                }
            }
        }

        return false;
    }
}
