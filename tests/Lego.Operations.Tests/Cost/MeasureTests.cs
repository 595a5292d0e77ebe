using System.Collections.Concurrent;
using Lego.Functions;
using Lego.Operations.Cost;
using Lego.Operations.Cost.Measuring;
using Lego.Operations.Tests.Verify;

namespace Lego.Operations.Tests.Cost;

[CancelAfter(180_000)]
public sealed class MeasureTests
{
    [Test]
    public async Task A_local_host_is_measured_into_a_file_that_costs_are_computed_with(CancellationToken cancellationToken)
    {
        var lines = new ConcurrentQueue<string>();
        await using var host = await LocalHostScope.StartAsync(new Dictionary<string, string?>(), cancellationToken, lines.Enqueue);
        using var log = new TextFile("");
        using var measured = new TextFile(null);
        // The file is read when the story has been told; the lines are there before the answers are.
        var run = await RunningProgram.RunAsync(
            CostProgram.RunAsync,
            ["--measure", measured.Path, "--rounds", "1", "--log-file", log.Path, "--commit", "abc", .. host.Options],
            static _ => null,
            TimeProvider.System,
            cancellationToken,
            line => { if (line.StartsWith("Round 1", StringComparison.Ordinal)) { File.WriteAllLines(log.Path, lines); } });

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var set = MeasurementFile.Read(DataFile.Open(measured.Path, ""));
        var costs = await RunningProgram.RunAsync(
            CostProgram.RunAsync, ["--requests-per-day", "1000", "--durations", measured.Path], static _ => null, TimeProvider.System, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(set.Functions.Keys, Is.EquivalentTo(FunctionCatalog.All.Select(row => row.Id)));
            Assert.That(set.Commit, Is.EqualTo("abc"));
            Assert.That(set.Functions.Values.Select(one => one.MeanMs), Is.All.GreaterThan(0));
            Assert.That(set.Functions["moc-get"].LogBytes, Is.GreaterThan(500));
            Assert.That(set.Functions["moc-file-upload"].StorageWrites, Is.GreaterThan(0));
            Assert.That(set.CustomMetrics, Is.GreaterThan(FunctionCatalog.All.Count));
            Assert.That(set.RecordedMs, Is.GreaterThan(0));
            Assert.That(costs.Output, Does.Contain("commit abc").And.Not.Contain("not of Lambda"));
        }
    }
}
