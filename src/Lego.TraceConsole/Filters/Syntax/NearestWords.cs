using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Syntax;

/// <summary>Keywords that somebody may have meant.</summary>
internal static class NearestWords
{
    private const int MaxLength = 40;
    private const int MaxSuggestions = 3;

    /// <summary>The words with the fewest changed characters, if these are few; nearest first, of equals what can be asked at the place.</summary>
    public static IReadOnlyList<string> Of(string word, FilterPlaces place)
    {
        var lower = word.ToLowerInvariant();
        var allowed = Math.Max(1, word.Length / 3);
        return lower.Length > MaxLength
            ? []
            :
            [
                .. FilterWords.All.OrderByDescending(known => known.Places.HasFlag(place))
                    .Select(known => (known.Name, Distance: DistanceOf(lower, known.Name)))
                    .Where(known => known.Distance <= allowed)
                    .OrderBy(known => known.Distance)
                    .Take(MaxSuggestions)
                    .Select(known => known.Name),
            ];
    }

    /// <summary>Characters to insert, remove, change or swap with their neighbour. A name without its dots is taken as near.</summary>
    private static int DistanceOf(string one, string other)
    {
        var isPart = other.EndsWith("." + one, StringComparison.Ordinal) || one == other.Replace(".", null, StringComparison.Ordinal);
        if (isPart && one != other)
        {
            return 1;
        }

        var distances = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                distances[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(
                        Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1,
                        distances[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    distances[i, j] = Math.Min(distances[i, j], distances[i - 2, j - 2] + 1);
                }
            }
        }

        return distances[one.Length, other.Length];
    }
}
