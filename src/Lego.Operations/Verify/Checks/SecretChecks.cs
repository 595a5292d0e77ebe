namespace Lego.Operations.Verify.Checks;

/// <summary>What the requests carried of secrets is in no document and in no log line.</summary>
internal static class SecretChecks
{
    private const string Expected = "none in documents and log lines";

    public static Check Of(VerifiedRun run, IEnumerable<string> lines)
    {
        var leaking = run.Traces.Values.Where(trace => trace.Texts.Any(text => Holds(run, text))).Select(trace => trace.Id).ToList();
        var all = lines.ToList();
        var leakingLines = all.Count(line => Holds(run, line));
        return leaking.Count + leakingLines == 0
            ? Check.Good("secrets", Expected, $"none in {run.Traces.Count} traces and {all.Count} lines")
            : Check.Gap(
                "secrets", Expected, $"in {leaking.Count} traces and {leakingLines} lines",
                $"A secret of a request was recorded{(leaking.Count > 0 ? $" in {string.Join(", ", leaking)}" : "")}: find the text that does not pass ErrorSanitizer, and treat what was sent as known to others.");
    }

    private static bool Holds(VerifiedRun run, string text) => run.Secrets.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
}
