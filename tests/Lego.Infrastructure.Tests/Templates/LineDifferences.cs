namespace Lego.Infrastructure.Tests.Templates;

/// <summary>The lines in which two texts differ, as few of them as say it.</summary>
internal static class LineDifferences
{
    private const int MaxLines = 60;

    // The table of the comparison has their product of cells.
    private const int MaxCells = 4_000_000;

    /// <returns>Lines that begin with a minus, a plus or two blanks; empty when the texts are the same.</returns>
    public static IReadOnlyList<string> Between(string before, string after)
    {
        var old = before.Split('\n');
        var now = after.Split('\n');
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start])
        {
            start++;
        }

        var end = 0;
        while (end < old.Length - start && end < now.Length - start && old[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }

        var lines = Compare(old[start..^end], now[start..^end]);
        return lines.Count == 0 ? [] : [.. old[Math.Max(0, start - 2)..start].Select(line => "  " + line), .. Shortened(lines)];
    }

    private static List<string> Compare(string[] old, string[] now)
    {
        if ((long)old.Length * now.Length > MaxCells)
        {
            return [.. old.Select(line => "- " + line), .. now.Select(line => "+ " + line)];
        }

        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        List<string> lines = [];
        var (left, right) = (0, 0);
        while (left < old.Length || right < now.Length)
        {
            if (left < old.Length && right < now.Length && old[left] == now[right])
            {
                lines.Add("  " + old[left++]);
                right++;
            }
            else if (right == now.Length || (left < old.Length && common[left + 1, right] >= common[left, right + 1]))
            {
                lines.Add("- " + old[left++]);
            }
            else
            {
                lines.Add("+ " + now[right++]);
            }
        }

        return lines;
    }

    /// <summary>Leaves out what is the same, but for two lines around each difference.</summary>
    private static List<string> Shortened(List<string> lines)
    {
        var near = lines.Select((_, index) => Enumerable.Range(Math.Max(0, index - 2), Math.Min(lines.Count, index + 3) - Math.Max(0, index - 2)).Any(other => lines[other][0] != ' ')).ToList();
        var shown = lines.Where((_, index) => near[index]).ToList();
        return shown.Count <= MaxLines ? shown : [.. shown.Take(MaxLines), $"… and {shown.Count - MaxLines} lines more"];
    }
}
