namespace Lego.Operations;

/// <summary>A table in plain text, which reads the same on a screen, in a pipe and in a log.</summary>
internal static class TextTable
{
    /// <param name="rows">The first is the head; all have as many cells.</param>
    /// <param name="isNumber">Whether a column stands to the right.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<IReadOnlyList<string>> rows, Func<int, bool> isNumber)
    {
        var widths = Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length)).ToArray();
        yield return Line(rows[0], widths, isNumber);
        yield return string.Join("  ", widths.Select(width => new string('-', width)));
        foreach (var row in rows.Skip(1))
        {
            yield return Line(row, widths, isNumber);
        }
    }

    private static string Line(IReadOnlyList<string> row, int[] widths, Func<int, bool> isNumber) =>
        string.Join("  ", row.Select((cell, column) => isNumber(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd();
}
