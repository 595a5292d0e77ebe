using System.Globalization;
using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;

namespace Lego.LocalHost.Embedded.Search.Queries;

/// <summary>How many edits a word may be away. With <c>AUTO:low,high</c> it grows with the word's length.</summary>
internal sealed record Fuzziness(int Low, int High, int? Fixed)
{
    private const int MaxEdits = 2;

    public static Fuzziness Parse(JsonElement value)
    {
        var text = value.ToString();
        if (string.Equals(text, "AUTO", StringComparison.OrdinalIgnoreCase))
        {
            return new Fuzziness(3, 6, null);
        }

        if (text.StartsWith("AUTO:", StringComparison.OrdinalIgnoreCase))
        {
            var limits = text["AUTO:".Length..].Split(',');
            return limits.Length == 2 && TryNumber(limits[0], out var low) && TryNumber(limits[1], out var high) && low <= high
                ? new Fuzziness(low, high, null)
                : throw SearchErrors.Parsing($"failed to find low and high distance values: [{text}]");
        }

        // "1.0" was allowed before edits were counted whole, and still is.
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var edits) && edits is 0 or 1 or MaxEdits
            ? new Fuzziness(0, 0, (int)edits)
            : throw SearchErrors.IllegalArgument($"Invalid [fuzziness] [{text}]: 0, 1, 2, AUTO or AUTO:low,high is expected");
    }

    public int EditsFor(string term)
    {
        var length = term.EnumerateRunes().Count();
        return Fixed ?? (length < Low ? 0 : length < High ? 1 : MaxEdits);
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
