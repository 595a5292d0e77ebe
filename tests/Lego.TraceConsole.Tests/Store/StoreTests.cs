using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Tests.Store;

[Parallelizable]
public sealed class StoreTests
{
    [Test]
    public async Task A_finished_document_replaces_the_one_in_progress_and_the_first_finished_stays()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var late = SampleTrace.GatewaySegment();
        late["name"] = "late";

        await console.SendAllAsync([SampleTrace.GatewaySegment().InProgress()]);
        var running = await console.JsonAsync("/api/traces/" + SampleTrace.Id);
        await console.SendAllAsync([SampleTrace.GatewaySegment(), late, SampleTrace.GatewaySegment().InProgress()]);
        var finished = await console.JsonAsync("/api/traces/" + SampleTrace.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool)running["summary"]!["isPartial"]!, Is.True);
            Assert.That((bool)finished["summary"]!["isPartial"]!, Is.False);
            Assert.That((string?)finished["summary"]!["name"], Is.EqualTo("lego-api/local"));
            Assert.That(finished["documents"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(console.Server.Counters.Ignored, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task A_document_comes_back_as_it_was_received()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var document = SampleTrace.RootSubsegment();

        await console.SendAllAsync([document]);

        var trace = await console.JsonAsync("/api/traces/" + SampleTrace.Id);
        Assert.That(trace["documents"]![0]!.ToJsonString(), Is.EqualTo(document.ToJsonString()));
    }

    [Test]
    public async Task Traces_and_log_lines_survive_a_restart()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(SampleTrace.Documents());
        console.Server.AcceptLogLine($$"""{"level":"INFO","message":"before the restart","traceId":"{{SampleTrace.Id}}"}""");

        await console.StopServerAsync();
        await console.StartServerAsync();

        Assert.That(
            await console.PageAsync("/traces/" + SampleTrace.Id), Does.Contain("before the restart").And.Contain("lego-moc-files"));
    }

    [Test]
    public async Task What_was_flushed_is_in_the_file_of_a_console_that_is_killed()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await using var afterwards = await ConsoleFixture.StartAsync();
        await afterwards.StopServerAsync();

        await console.SendAllAsync(SampleTrace.Documents());
        foreach (var file in Directory.GetFiles(console.Folder).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(afterwards.Folder, Path.GetFileName(file)), overwrite: true);
        }

        await afterwards.StartServerAsync();
        Assert.That((await afterwards.JsonAsync("/api/traces/" + SampleTrace.Id))["documents"]!.AsArray(), Has.Count.EqualTo(4));
    }

    [Test]
    public async Task A_file_that_is_no_database_is_set_aside()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.StopServerAsync();
        Array.ForEach(Directory.GetFiles(console.Folder), File.Delete);
        await File.WriteAllTextAsync(Path.Combine(console.Folder, "traces.db"), new string('x', 10_000));

        await console.StartServerAsync();
        await console.SendAllAsync(SampleTrace.Documents());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(console.Server.Counters.Stored, Is.EqualTo(4));
            Assert.That(Directory.GetFiles(console.Folder), Has.One.Contain("traces.db.damaged-20260301-120000"));
        }
    }

    [Test]
    public async Task What_is_older_than_thirty_days_goes_and_the_rest_stays()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync([SampleTrace.Segment(SampleTrace.TraceId(1))]);
        console.Server.AcceptLogLine("an old line");
        await console.Server.FlushAsync();
        console.Clock.Advance(TimeSpan.FromDays(29));
        await console.SendAllAsync([SampleTrace.Segment(SampleTrace.TraceId(2))]);
        var before = await console.JsonAsync("/api/stats");

        console.Clock.Advance(TimeSpan.FromDays(2));
        await console.Server.FlushAsync();

        var after = await console.JsonAsync("/api/stats");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)before["store"]!["traces"]!, Is.EqualTo(2));
            Assert.That((int)before["store"]!["logLines"]!, Is.EqualTo(1));
            Assert.That((int)after["store"]!["traces"]!, Is.EqualTo(1));
            Assert.That((int)after["store"]!["documents"]!, Is.EqualTo(1));
            Assert.That((int)after["store"]!["logLines"]!, Is.Zero);
            Assert.That((await console.GetAsync("/traces/" + SampleTrace.TraceId(1))).Status, Is.EqualTo(404));
            Assert.That((await console.GetAsync("/traces/" + SampleTrace.TraceId(2))).Status, Is.EqualTo(200));
        }
    }

    [Test]
    public async Task Over_the_size_cap_the_oldest_traces_go()
    {
        const long cap = 512 * 1024;
        await using var console = await ConsoleFixture.StartAsync(cap);

        foreach (var number in Enumerable.Range(1, 40))
        {
            console.Clock.Advance(TimeSpan.FromSeconds(1));
            var document = SampleTrace.Segment(SampleTrace.TraceId(number));
            document["metadata"] = new System.Text.Json.Nodes.JsonObject { ["padding"] = new string('x', 30_000) };
            await console.SendAllAsync([document]);
        }

        var stats = await console.JsonAsync("/api/stats");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(console.Server.Counters.Stored, Is.EqualTo(40));
            Assert.That((long)stats["store"]!["bytes"]!, Is.LessThanOrEqualTo(cap));
            Assert.That((await console.GetAsync("/traces/" + SampleTrace.TraceId(1))).Status, Is.EqualTo(404));
            Assert.That((await console.GetAsync("/traces/" + SampleTrace.TraceId(40))).Status, Is.EqualTo(200));
        }
    }

    [Test]
    public async Task A_trace_stops_growing_at_its_limit_and_says_so()
    {
        await using var console = await ConsoleFixture.StartAsync();
        foreach (var number in Enumerable.Range(1, 12))
        {
            var document = SampleTrace.Segment(SampleTrace.Id, $"{number:x16}");
            document["metadata"] = new System.Text.Json.Nodes.JsonObject { ["padding"] = new string('x', 60_000) };
            await console.SendAllAsync([document]);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(console.Server.Counters.Stored, Is.EqualTo(8));
            Assert.That(console.Server.Counters.RejectedFor(RejectReason.TraceTooLarge), Is.EqualTo(4));
            Assert.That(await console.PageAsync("/traces/" + SampleTrace.Id), Does.Contain("grew over 500 KB"));
        }
    }
}
