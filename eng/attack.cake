// Attacks the promises for about that many minutes, then puts the figures of all attacks into one table.
void RunAttacks(double minutes, string seed)
{
    var folder = MakeAbsolute(Directory("artifacts/attacks"));
    CleanDirectory(folder);
    System.Environment.SetEnvironmentVariable("LEGO_ATTACK_MINUTES", minutes.ToString(System.Globalization.CultureInfo.InvariantCulture));
    // One for all test projects, each of which would draw its own.
    System.Environment.SetEnvironmentVariable("LEGO_ATTACK_SEED", seed.Length > 0 ? seed : Random.Shared.Next().ToString());

    try
    {
        RunTests(solution, configuration, filter.Length > 0 ? $"TestCategory=Attack&{filter}" : "TestCategory=Attack");
    }
    finally
    {
        WriteAttackReport(folder.FullPath);
    }
}

void WriteAttackReport(string folder)
{
    var lines = new List<string> { "| Attack | Cases | Seconds | Seed | Figures |", "|---|---|---|---|---|" };
    foreach (var file in System.IO.Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
    {
        var report = System.Text.Json.Nodes.JsonNode.Parse(System.IO.File.ReadAllText(file)).AsObject();
        var figures = report["figures"].AsObject().Select(figure => $"{figure.Key} {(long)figure.Value:N0}");
        lines.Add($"| {report["attack"]} | {(int)report["cases"]:N0} | {report["seconds"]} | {report["seed"]} | {string.Join(", ", figures)} |");
    }

    System.IO.File.WriteAllLines(folder + "/report.md", lines);
    Information(string.Join("\n", lines));
    Information("\nThe same stands in {0}/report.md.", folder);
}
