using System.Globalization;
using Lego.TraceConsole.Store;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Lego.TraceConsole.Components.List;

/// <summary>What the list page was asked for: all of it stands in its address.</summary>
public sealed record ListView
{
    public const int PageSize = 50;

    private const int MaxPage = 1_000_000;
    private const int MaxColumns = 8;

    /// <summary>What stands in the filter box.</summary>
    public string Input { get; private init; } = string.Empty;

    public OutcomeFilter Outcome { get; private init; }

    public TimeRange Range { get; private init; } = TimeRange.Unlimited;

    public TraceSort Sort { get; private init; }

    public bool Ascending { get; private init; }

    /// <summary>Keys of annotations that have a column of their own.</summary>
    public IReadOnlyList<string> Columns { get; private init; } = [];

    public int Page { get; private init; } = 1;

    public bool IsFiltered => Input.Length > 0 || Outcome != OutcomeFilter.All || Range != TimeRange.Unlimited;

    public bool IsFilterExpression => Search.Filter is not null;

    internal SearchInput Search { get; private init; } = SearchInput.Read(string.Empty);

    public static ListView Read(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var input = query["q"].ToString().Trim();
        var page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
        return new ListView
        {
            Input = input,
            Search = SearchInput.Read(input),
            Outcome = Choice<OutcomeFilter>(query["outcome"]),
            Range = TimeRange.Read(query["range"], TimeRange.Unlimited),
            Sort = Choice<TraceSort>(query["sort"]),
            Ascending = query["order"] == "asc",
            Columns = [.. query["col"].OfType<string>().Where(key => key.Length > 0).Distinct().Take(MaxColumns)],
            Page = Math.Clamp(page, 1, MaxPage),
        };
    }

    public string Link(int page) => (this with { Page = page }).Address();

    /// <summary>Sorted by this, or the other way round where it is that already.</summary>
    public string Link(TraceSort sort) => (this with
    {
        Sort = sort, Ascending = sort == Sort ? !Ascending : sort == TraceSort.Function, Page = 1,
    }).Address();

    /// <summary>What fits the condition, too; null where a search for a text stands in the way.</summary>
    public string? LinkNarrowed(string condition) => Search.Text.Length > 0
        ? null
        : (this with { Input = Input.Length == 0 ? condition : $"({Input}) AND {condition}", Page = 1 }).Address();

    /// <summary>The same as a text that has to occur.</summary>
    public string LinkAsText() => (this with { Input = $"\"{Input.Replace("\"", string.Empty, StringComparison.Ordinal)}\"", Page = 1 }).Address();

    private static T Choice<T>(StringValues asked)
        where T : struct, Enum => Enum.TryParse<T>(asked, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : default;

    private string Address()
    {
        var parameters = new List<KeyValuePair<string, StringValues>>();
        Add("q", Input, Input.Length > 0);
        Add("outcome", Outcome.ToString(), Outcome != default);
        Add("range", Range.Key, Range != TimeRange.Unlimited);
        Add("sort", Sort.ToString(), Sort != default);
        Add("order", "asc", Ascending);
        Add("col", Columns.ToArray(), Columns.Count > 0);
        Add("page", Page.ToString(CultureInfo.InvariantCulture), Page > 1);
        return QueryHelpers.AddQueryString("/traces", parameters);

        void Add(string name, StringValues value, bool isGiven)
        {
            if (isGiven)
            {
                parameters.Add(KeyValuePair.Create(name, value));
            }
        }
    }
}
