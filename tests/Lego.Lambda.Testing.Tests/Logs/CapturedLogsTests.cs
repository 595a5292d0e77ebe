using Lego.Lambda.Testing.Logs;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Testing.Tests.Logs;

[Parallelizable(ParallelScope.All)]
public sealed class CapturedLogsTests
{
    private static CapturedLogs Logs() => new([
        new() { ["timestamp"] = "2026-01-02T03:04:05.678Z", ["level"] = "DEBUG", ["message"] = "Looking up", ["context"] = "Hello", ["number"] = 7 },
        new() { ["level"] = "WARN", ["message"] = "Request failed", ["error"] = new System.Text.Json.Nodes.JsonObject { ["name"] = "IOException", ["message"] = "disk full" } },
    ]);

    [Test]
    public void Expectations_that_hold_pass()
    {
        var logs = Logs();

        logs.Has("Looking").At(LogLevel.Trace).At(LogLevel.Debug).With("number", 7).With("absent", null).Times(1);
        logs.Has("failed").At(LogLevel.Warning).WithException<IOException>("full");
        logs.HasNo("Nothing of the kind").HasNothingAt(LogLevel.Error).HasNothingAt(LogLevel.Critical);
        Assert.That((logs[0].Category, logs[0].Timestamp, logs[0].Error, logs.Count), Is.EqualTo(("Hello", new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), (object?)null, 2)));
    }

    private static IEnumerable<TestCaseData> Broken()
    {
        yield return Case(logs => logs.Has("looking"), "Expected a log line \"looking\", but there is none.");
        yield return Case(logs => logs.HasNo("Looking"), "Expected no log line \"Looking\", but found 1.");
        yield return Case(logs => logs.HasNothingAt(LogLevel.Information), "Expected no log line at Information or above, but found 1.");
        yield return Case(logs => logs.HasNothingAt(LogLevel.Trace), "Expected no log line at Debug or above, but found 2.");
        yield return Case(logs => logs.Has("Looking").At(LogLevel.Error), "Expected a log line \"Looking\" at Error, but it is at Debug.");
        yield return Case(
            logs => logs.Has("Looking").With("number", 8),
            "Expected a log line \"Looking\" with number = 8, but it has number = 7.");
        yield return Case(
            logs => logs.Has("Looking").With("other", "x"),
            "Expected a log line \"Looking\" with other = \"x\", but it has no other.");
        yield return Case(logs => logs.Has("Looking").Times(2), "Expected a log line \"Looking\" 2 times, but found 1.");
        yield return Case(
            logs => logs.Has("Looking").WithException<IOException>(),
            "Expected a log line \"Looking\" of IOException, but it has no error.");
        yield return Case(
            logs => logs.Has("failed").WithException<IOException>("x"),
            "Expected a log line \"failed\" of IOException with \"x\" in its message, but it has IOException: disk full.");

        static TestCaseData Case(Action<CapturedLogs> expectation, string reason) => new TestCaseData(expectation, reason).SetArgDisplayNames(reason);
    }

    [TestCaseSource(nameof(Broken))]
    public void A_broken_expectation_is_told_in_one_sentence_and_shows_all_lines(Action<CapturedLogs> expectation, string reason)
    {
        var message = Failing.Message(() => expectation(Logs()));

        Assert.That(message, Is.EqualTo(reason + "\n\nThe log lines:\nDEBUG  Hello: Looking up  number = 7\nWARN  : Request failed  (IOException: disk full)\n"));
    }

    [Test]
    public void Where_there_are_no_lines_a_failure_says_so() =>
        Assert.That(Failing.Message(() => new CapturedLogs([]).Has("x")), Does.EndWith("There are no log lines.\n"));
}
