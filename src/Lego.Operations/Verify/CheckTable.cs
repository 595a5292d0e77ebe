namespace Lego.Operations.Verify;

/// <summary>Writes checks as a table, and below it a sentence for each gap.</summary>
internal static class CheckTable
{
    public static void Write(TextWriter output, IReadOnlyList<Check> checks)
    {
        List<IReadOnlyList<string>> rows = [["check", "expected", "found", "result"]];
        rows.AddRange(checks.Select(IReadOnlyList<string> (check) => [check.Name, check.Expected, check.Found, check.IsGood ? "ok" : "GAP"]));
        foreach (var line in TextTable.Lines(rows, static _ => false))
        {
            output.WriteLine(line);
        }

        var gaps = checks.Where(check => !check.IsGood).ToList();
        output.WriteLine();
        output.WriteLine(gaps.Count == 0 ? $"All {checks.Count} checks are good." : $"{gaps.Count} of {checks.Count} checks found a gap:");
        foreach (var gap in gaps)
        {
            output.WriteLine($"- {gap.Name}: {gap.Advice}");
        }
    }
}
