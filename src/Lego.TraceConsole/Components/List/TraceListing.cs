using Lego.TraceConsole.Filters;
using Lego.TraceConsole.Model;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Components.List;

/// <summary>The traces of a list page.</summary>
/// <param name="Page">Those of the page, and how many there are in all.</param>
/// <param name="Bars">How long all of them took.</param>
/// <param name="Keys">Keys of annotations that can have a column.</param>
/// <param name="LookedAt">How many traces were looked at, where it was not all of them.</param>
public sealed record TraceListing(TracePage Page, IReadOnlyList<DurationBar> Bars, IReadOnlyList<string> Keys, long? LookedAt)
{
    private const int MaxTimes = 50_000;

    // What only the assembled trace tells takes a fraction of a millisecond for each.
    private const int MaxAssembled = 3_000;

    internal static TraceListing Read(ListView view, DateTimeOffset now, TraceStore store, TraceSearch search, KnownNamesReader names)
    {
        var keys = names.AnnotationKeys();
        if (view.Search.Error is not null)
        {
            return new TraceListing(new TracePage([], 0), [], keys, null);
        }

        var (from, to) = view.Range.Until(now);
        var filter = view.Search.Filter is { } expression ? FilterQuery.Of(expression, _ => null) : null;
        if (filter?.Predicate is { } predicate)
        {
            var condition = filter.Condition with { Sql = $"({OutcomeConditions.Of(view.Outcome)}) AND ({filter.Condition.Sql})" };
            var found = search.Find(new TraceSearchQuery(from, to)
            {
                Condition = condition, Predicate = predicate, Limit = MaxAssembled, MaxAssembled = MaxAssembled,
            });
            var sorted = Sort(found.Traces, view).Skip((view.Page - 1) * ListView.PageSize).Take(ListView.PageSize).ToList();
            return new TraceListing(
                new TracePage(sorted, found.Traces.Count), DurationBar.Of(found.Traces.Select(trace => trace.ResponseTime).OfType<double>()),
                keys, found.Next is null ? null : found.Scanned);
        }

        var query = new TraceQuery
        {
            Text = view.Search.Text, Outcome = view.Outcome, Condition = filter?.Condition ?? TraceCondition.Any, From = from, To = to,
            Sort = view.Sort, Ascending = view.Ascending, Offset = (view.Page - 1) * ListView.PageSize, Limit = ListView.PageSize,
        };
        return new TraceListing(store.List(query), DurationBar.Of(store.ResponseTimes(query, MaxTimes)), keys, null);
    }

    private static IEnumerable<TraceSummary> Sort(IReadOnlyList<TraceSummary> newestFirst, ListView view)
    {
        return view.Sort switch
        {
            TraceSort.Duration => By(trace => trace.Duration),
            TraceSort.Status => By(trace => trace.Status),
            TraceSort.Function => By(trace => trace.Function?.ToUpperInvariant()),
            _ => view.Ascending ? newestFirst.Reverse() : newestFirst,
        };

        IEnumerable<TraceSummary> By<T>(Func<TraceSummary, T> key)
        {
            var known = newestFirst.OrderBy(trace => key(trace) is null);
            return view.Ascending ? known.ThenBy(key) : known.ThenByDescending(key);
        }
    }
}
