using System.Globalization;
using Lego.LocalHost.Embedded.Search.Errors;

namespace Lego.LocalHost.Embedded.Search.Queries;

/// <summary>How many optional clauses must match: <c>2</c>, <c>-1</c>, <c>75%</c>, <c>-25%</c>, <c>2&lt;75% 9&lt;-3</c>.</summary>
internal static class MinimumShouldMatch
{
    public static int Of(string text, int optional)
    {
        if (!text.Contains('<', StringComparison.Ordinal))
        {
            return Math.Max(0, Simple(text, text, optional));
        }

        // Below the first limit everything must match; after that the last limit passed counts.
        var result = optional;
        foreach (var condition in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = condition.Split('<');
            if (parts.Length != 2)
            {
                throw Malformed(text);
            }

            if (optional <= Number(parts[0], text))
            {
                break;
            }

            result = Simple(parts[1], text, optional);
        }

        return Math.Max(0, result);
    }

    private static int Simple(string part, string text, int optional)
    {
        var isPercent = part.EndsWith('%');
        var number = Number(isPercent ? part[..^1] : part, text);
        var amount = isPercent ? (int)(optional * (long)number / 100) : number;
        return amount < 0 || (isPercent && number < 0) ? optional + amount : amount;
    }

    private static int Number(string part, string text) =>
        int.TryParse(part.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Malformed(text);

    private static SearchException Malformed(string text) => SearchErrors.QueryShard($"failed to create query: malformed [minimum_should_match] [{text}]");
}
