using System.Text.Json.Nodes;
using Lego.TraceConsole.Filters;
using Lego.TraceConsole.Filters.Evaluation;
using Lego.TraceConsole.Filters.Tree;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.XRayApi;

/// <summary>Filter expressions of calls and groups as the store takes them.</summary>
internal sealed class GroupConditions(GroupStore groups, TraceSearch search)
{
    public static FilterExpression Parse(string text, string member) =>
        FilterExpression.TryParse(text, out var expression, out var error)
            ? expression
            : throw XRayApiException.Invalid($"{member}: {error.Message}");

    public FilterQuery Query(string text, string member) => FilterQuery.Of(Parse(text, member), Find);

    /// <summary>
    /// The traces of a group; null for all of them. What the database cannot decide is asked of the traces of the range, one after the
    /// other.
    /// </summary>
    public TraceCondition? Of(string? name, string? arn, double from, double to, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(name) && string.IsNullOrEmpty(arn))
        {
            return null;
        }

        var group = groups.Get(name, arn);
        if (group.GroupName == FilterGroups.Default || string.IsNullOrEmpty(group.FilterExpression))
        {
            return null;
        }

        var query = Query(group.FilterExpression, "FilterExpression");
        return query.IsExact ? query.Condition : Listed(query, from, to, cancellationToken);
    }

    private TraceCondition Listed(FilterQuery query, double from, double to, CancellationToken cancellationToken)
    {
        var ids = new JsonArray();
        TraceCursor? after = null;
        do
        {
            var page = search.Find(
                new TraceSearchQuery(from, to) { Condition = query.Condition, Predicate = query.Predicate, After = after },
                cancellationToken);
            foreach (var trace in page.Traces)
            {
                ids.Add((JsonNode)trace.Id);
            }

            after = page.Next;
        }
        while (after is not null);
        return new TraceCondition("t.trace_id IN (SELECT value FROM json_each(@ids))", ("@ids", ids.ToJsonString()));
    }

    private FilterExpression? Find(GroupId id)
    {
        var text = groups.Find(id.IsArn ? null : id.Text, id.IsArn ? id.Text : null)?.FilterExpression;
        return text switch
        {
            null => null,
            "" => new ConstantExpression(true),
            _ => FilterExpression.TryParse(text, out var expression, out _) ? expression : null,
        };
    }
}
