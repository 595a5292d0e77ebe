using System.Globalization;
using Lego.TraceConsole.Store;
using Microsoft.AspNetCore.WebUtilities;

namespace Lego.TraceConsole.Components;

/// <summary>What the list page was asked for, and the links that ask for something else.</summary>
public sealed record ListView(string Text, OutcomeFilter Outcome, int Page)
{
    public const int PageSize = 50;

    private const int MaxPage = 1_000_000;

    public bool IsFiltered => Text.Length > 0 || Outcome != OutcomeFilter.All;

    public static ListView Read(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var outcome = Enum.TryParse<OutcomeFilter>(query["outcome"], ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : default;
        var page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
        return new ListView(query["q"].ToString().Trim(), outcome, Math.Clamp(page, 1, MaxPage));
    }

    public string Link(int page)
    {
        var parameters = new Dictionary<string, string?>();
        if (Text.Length > 0)
        {
            parameters["q"] = Text;
        }

        if (Outcome != OutcomeFilter.All)
        {
            parameters["outcome"] = Outcome.ToString();
        }

        if (page > 1)
        {
            parameters["page"] = page.ToString(CultureInfo.InvariantCulture);
        }

        return QueryHelpers.AddQueryString("/traces", parameters);
    }

    internal TraceQuery ToQuery() => new() { Text = Text, Outcome = Outcome, Offset = (Page - 1) * PageSize, Limit = PageSize };
}
