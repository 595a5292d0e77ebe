namespace Lego.TraceConsole.Tests.Components;

[Parallelizable]
public sealed class LogLineTests
{
    [Test]
    public async Task Lines_of_a_trace_are_shown_in_time_order_with_their_level()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(SampleTrace.Documents());

        console.Server.AcceptLogLine(Line("second", "ERROR", "2026-03-01T12:00:00.200Z"));
        console.Server.AcceptLogLine(Line("first", "Warning", "2026-03-01T12:00:00.100Z"));
        var page = await console.PageAsync("/traces/" + SampleTrace.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.IndexOf(">first<", StringComparison.Ordinal), Is.Positive.And.LessThan(page.IndexOf(">second<", StringComparison.Ordinal)));
            Assert.That(page, Does.Contain("class=\"l-warn\"").And.Contain("class=\"l-error\"").And.Contain("\u002B200 ms").Or.Contain("&#x2B;200 ms"));
        }
    }

    [Test]
    public async Task A_line_that_names_only_the_request_belongs_to_its_trace()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(SampleTrace.Documents());

        console.Server.AcceptLogLine($$"""{"level":"INFO","message":"by request id","requestId":"{{SampleTrace.RequestId}}"}""");
        console.Server.AcceptLogLine("""{"level":"INFO","message":"of another request","requestId":"another"}""");

        Assert.That(
            await console.PageAsync("/traces/" + SampleTrace.Id), Does.Contain("by request id").And.Not.Contain("of another request"));
    }

    [TestCase("plain text")]
    [TestCase("")]
    [TestCase("{ not json")]
    [TestCase("{\"message\": 5, \"timestamp\": [], \"level\": null}")]
    [TestCase("{\"message\": \"half \\ud83d\"}")]
    [TestCase("nul \0 and half \ud83d")]
    public async Task Any_text_is_kept(string line)
    {
        await using var console = await ConsoleFixture.StartAsync();

        console.Server.AcceptLogLine(line);
        await console.Server.FlushAsync();

        Assert.That(console.Server.Counters.LogLines, Is.EqualTo(1));
    }

    private static string Line(string message, string level, string time) =>
        $$"""{"timestamp":"{{time}}","level":"{{level}}","message":"{{message}}","traceId":"{{SampleTrace.Id}}","functionName":"moc-file-upload"}""";
}
