using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Tests.Ingest;

[Parallelizable]
public sealed class IngestWorkerTests
{
    [Test]
    public async Task Documents_of_one_trace_that_come_close_together_are_summarised_once()
    {
        await using var console = await ConsoleFixture.StartAsync();

        await console.SendAllAsync(SampleTrace.Documents());

        var summary = (await console.JsonAsync("/api/traces"))["traces"]![0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)summary["revision"]!, Is.EqualTo(1));
            Assert.That((double)summary["updated"]!, Is.EqualTo(SampleTrace.Start));
        }
    }

    [Test]
    public async Task Without_a_flush_documents_are_stored_after_a_moment_and_summarised_after_another()
    {
        await using var console = await ConsoleFixture.StartAsync();
        using var connection = StoreFile.Open(console.Folder, console.Clock).Connect();

        await console.SendAsync(SampleTrace.GatewaySegment());
        await AdvanceUntilAsync(console, () => connection.Scalar("SELECT count(*) FROM documents") == 1);
        var waiting = connection.Scalar("SELECT count(*) FROM pending_traces");
        await AdvanceUntilAsync(console, () => connection.Scalar("SELECT count(*) FROM trace_summaries") == 1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(waiting, Is.EqualTo(1));
            Assert.That(connection.Scalar("SELECT count(*) FROM pending_traces"), Is.Zero);
        }
    }

    [Test]
    public async Task What_one_trace_cannot_be_written_for_costs_that_trace_and_nobody_waits_for_it()
    {
        await using var console = await ConsoleFixture.StartAsync();
        using (var connection = StoreFile.Open(console.Folder, console.Clock).Connect())
        {
            connection.Execute(
                """
                CREATE TRIGGER refuse BEFORE INSERT ON trace_services WHEN NEW.response_time > 100
                BEGIN SELECT RAISE(ABORT, 'refused by the test'); END
                """);
        }

        var slow = SampleTrace.Segment(SampleTrace.TraceId(2));
        slow["end_time"] = SampleTrace.Start + 200;
        await console.SendAllAsync([SampleTrace.Segment(SampleTrace.TraceId(1)), slow, SampleTrace.Segment(SampleTrace.TraceId(3))]);
        await console.SendAllAsync([SampleTrace.Segment(SampleTrace.TraceId(4))]);

        var list = await console.JsonAsync("/api/traces");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                list["traces"]!.AsArray().Select(trace => (string?)trace!["id"]),
                Is.EquivalentTo([SampleTrace.TraceId(1), SampleTrace.TraceId(3), SampleTrace.TraceId(4)]));
            Assert.That((await console.JsonAsync("/api/traces/" + SampleTrace.TraceId(2)))["documents"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(console.Server.Counters.Stored, Is.EqualTo(4));
        }
    }

    [Test]
    public async Task What_cannot_be_stored_is_counted_and_its_neighbours_are_kept()
    {
        await using var console = await ConsoleFixture.StartAsync();
        using (var connection = StoreFile.Open(console.Folder, console.Clock).Connect())
        {
            connection.Execute(
                """
                CREATE TRIGGER refuse BEFORE INSERT ON traces WHEN NEW.trace_id LIKE '%2'
                BEGIN SELECT RAISE(ABORT, 'refused by the test'); END
                """);
        }

        await console.SendAllAsync(Enumerable.Range(1, 3).Select(number => SampleTrace.Segment(SampleTrace.TraceId(number))));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(console.Server.Counters.Stored, Is.EqualTo(2));
            Assert.That(console.Server.Counters.RejectedFor(TraceConsole.Model.RejectReason.StoreFailed), Is.EqualTo(1));
            Assert.That((int)(await console.JsonAsync("/api/traces"))["total"]!, Is.EqualTo(2));
        }
    }

    /// <summary>Moves the clock on until the worker, which has a thread of its own, has done what is due.</summary>
    private static async Task AdvanceUntilAsync(ConsoleFixture console, Func<bool> isDone)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!isDone())
        {
            console.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1, patience.Token);
        }
    }
}
