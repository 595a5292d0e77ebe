using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace Lego.TraceConsole.Tests.Components;

[Parallelizable]
public sealed class PagesTests
{
    private const string Script = "<script>alert('x')</script>";
    private const string EscapedScript = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;";

    [Test]
    public async Task The_first_page_of_a_fresh_console_says_how_to_send_a_trace()
    {
        await using var console = await ConsoleFixture.StartAsync();

        Assert.That(
            await console.PageAsync("/"),
            Does.Contain("No traces yet").And.Contain($"AWS_XRAY_DAEMON_ADDRESS={console.Server.Daemon}").And.Contain("/dev/udp/127.0.0.1/"));
    }

    [Test]
    [Platform("Linux")]
    public async Task The_command_on_the_first_page_sends_a_trace()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var page = await console.PageAsync("/");
        var from = page.IndexOf("now=$(date", StringComparison.Ordinal);
        var command = WebUtility.HtmlDecode(page[from..page.IndexOf("</pre>", from, StringComparison.Ordinal)]);

        using var bash = Process.Start("bash", ["-c", command]);
        await bash.WaitForExitAsync();
        await console.Server.FlushAsync();

        Assert.That((string?)(await console.JsonAsync("/api/traces"))["traces"]![0]!["name"], Is.EqualTo("hello"));
    }

    [Test]
    public async Task The_list_shows_what_a_request_was_and_how_it_ended()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(SampleTrace.Documents());

        var page = await console.PageAsync("/traces");

        Assert.That(
            page,
            Does.Contain($"href=\"/traces/{SampleTrace.Id}\"").And.Contain("500 fault").And.Contain("<b>POST</b>")
                .And.Contain("/api/mocs/8f1c/files").And.Contain("500 ms").And.Contain("db&#xA0;1").And.Contain("s3&#xA0;1")
                .And.Contain("user-17").And.Contain("<em>mocId</em> 8f1c").And.Contain("db:moc.get: PostgresException: statement timeout"));
    }

    [Test]
    public async Task The_newest_trace_comes_first_and_pages_lead_to_the_older()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(Enumerable.Range(1, 60).Select(number =>
            SampleTrace.Segment(SampleTrace.TraceId(number), start: SampleTrace.Start + number, name: $"trace {number}.")));

        var first = await console.PageAsync("/traces");
        var second = await console.PageAsync("/traces?page=2");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.IndexOf("trace 60.", StringComparison.Ordinal), Is.Positive.And.LessThan(first.IndexOf("trace 59.", StringComparison.Ordinal)));
            Assert.That(first, Does.Contain("1–50 of 60").And.Contain("/traces?page=2").And.Not.Contain("trace 10."));
            Assert.That(second, Does.Contain("51–60 of 60").And.Contain("trace 10.").And.Not.Contain("trace 11."));
        }
    }

    [TestCase("q=MOC-file", true)]
    [TestCase("q=user-17", true)]
    [TestCase("q=mocId%3D8f1c", true)]
    [TestCase("q=" + SampleTrace.Id, true)]
    [TestCase("q=100%25", false)]
    [TestCase("outcome=Fault", true)]
    [TestCase("outcome=Failed", true)]
    [TestCase("outcome=Ok", false)]
    [TestCase("outcome=InProgress", false)]
    [TestCase("q=user-17&outcome=Error", false)]
    [TestCase("outcome=nonsense&page=-3", true)]
    public async Task The_filter_keeps_what_fits(string query, bool isShown)
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(SampleTrace.Documents());

        var page = await console.PageAsync("/traces?" + query);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.Contains($"/traces/{SampleTrace.Id}", StringComparison.Ordinal), Is.EqualTo(isShown));
            Assert.That(page.Contains("No trace matches", StringComparison.Ordinal), Is.Not.EqualTo(isShown));
        }
    }

    [Test]
    public async Task The_page_of_a_trace_shows_timeline_calls_and_cause()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(SampleTrace.Documents());

        var page = await console.PageAsync("/traces/" + SampleTrace.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Contain("What went wrong").And.Contain("PostgresException: statement timeout").And.Contain("MocStore.GetAsync"));
            Assert.That(page, Does.Contain("select title from moc_instructions").And.Contain("&quot;attempt&quot;: 2"));
            Assert.That(page, Does.Contain("lego@127.0.0.1 <em>Database::SQL</em>").And.Contain("lego-moc-files <em>AWS::S3::Bucket</em>"));
            Assert.That(page, Does.Contain($"id=\"n-{SampleTrace.Query}\"").And.Not.Contain($"id=\"n-{SampleTrace.QueryTarget}\""));
            Assert.That(page, Does.Contain("left:20%;width:60%"), "s3:PutObject runs from 100 to 400 of 500 ms");
        }
    }

    [Test]
    public async Task Calls_that_were_folded_into_one_are_counted()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var segment = SampleTrace.Segment(SampleTrace.Id);
        segment["metadata"] = new JsonObject { ["trace"] = new JsonObject { ["folded"] = new JsonObject { ["count"] = 1234 } } };
        await console.SendAllAsync([segment]);

        Assert.That(WebUtility.HtmlDecode(await console.PageAsync("/traces/" + SampleTrace.Id)), Does.Contain("×1,234<span"));
    }

    [Test]
    public async Task Details_of_a_large_trace_come_one_by_one()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(
        [
            SampleTrace.Segment(SampleTrace.Id),
            .. Enumerable.Range(1, 501).Select(number => SampleTrace.Subsegment(number.ToString("x16", System.Globalization.CultureInfo.InvariantCulture), SampleTrace.Gateway, $"work {number}.")),
        ]);
        const string details = $"/traces/{SampleTrace.Id}/rows/00000000000001f5";

        var page = await console.PageAsync("/traces/" + SampleTrace.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Contain("work 501.").And.Contain($"data-source=\"{details}\"").And.Not.Contain("Starts at"));
            Assert.That(await console.PageAsync(details), Does.Contain("Starts at").And.Contain("00000000000001f5").And.Not.Contain("<html"));
            Assert.That((await console.GetAsync($"/traces/{SampleTrace.Id}/rows/nothing")).Status, Is.EqualTo(404));
        }
    }

    [Test]
    public async Task A_trace_in_progress_is_marked()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync([SampleTrace.Segment(SampleTrace.Id).InProgress()]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await console.PageAsync("/traces?outcome=InProgress"), Does.Contain("running"));
            Assert.That(await console.PageAsync("/traces/" + SampleTrace.Id), Does.Contain("Still in progress").And.Contain("mark-running"));
        }
    }

    [Test]
    public async Task Whatever_a_trace_or_a_log_line_says_is_text_on_the_page()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var segment = SampleTrace.GatewaySegment();
        segment["name"] = Script;
        segment["user"] = Script;
        segment["http"]!["request"]!["url"] = "javascript:/" + Script;
        segment["annotations"] = new JsonObject { [Script] = Script };
        segment["metadata"] = new JsonObject { [Script] = Script };
        segment["cause"] = new JsonObject { ["exceptions"] = new JsonArray(new JsonObject { ["type"] = Script, ["message"] = Script }) };
        await console.SendAllAsync([segment]);
        console.Server.AcceptLogLine(new JsonObject { ["traceId"] = SampleTrace.Id, ["level"] = "\"><b>", ["message"] = Script }.ToJsonString());

        var pages = await console.PageAsync("/traces") + await console.PageAsync("/traces/" + SampleTrace.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(pages, Does.Not.Contain("<script>"));
            Assert.That(pages, Does.Contain(EscapedScript));
        }
    }

    [Test]
    public async Task An_unknown_trace_and_an_unknown_page_are_not_found()
    {
        await using var console = await ConsoleFixture.StartAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await console.GetAsync("/traces/" + SampleTrace.Id)).Status, Is.EqualTo(404));
            Assert.That(await console.PageAsync("/traces/" + Uri.EscapeDataString(Script)), Does.Contain(EscapedScript[..14]).And.Not.Contain("<script>"));
            Assert.That((await console.GetAsync("/nowhere")).Status, Is.EqualTo(404));
            Assert.That(await console.PageAsync("/nowhere"), Does.Contain("No such page"));
            Assert.That((await console.GetAsync("/api/traces/" + SampleTrace.Id)).Status, Is.EqualTo(404));
            Assert.That((await console.GetAsync("/api/traces?limit=many")).Status, Is.EqualTo(400));
        }
    }

    [Test]
    public async Task Style_and_script_come_from_the_assembly()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var page = await console.PageAsync("/");
        var links = System.Text.RegularExpressions.Regex.Matches(page, "(?:href|src)=\"(/assets/[^\"]+)\"").Select(match => match.Groups[1].Value).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(links, Has.Count.EqualTo(7));
            foreach (var link in links)
            {
                Assert.That((await console.GetAsync(link)).Status, Is.EqualTo(200), link);
            }

            Assert.That(page, Does.Not.Match("(?:href|src|action)=\"(?:https?:)?//"));
        }
    }

    [Test]
    public async Task A_request_under_a_foreign_host_name_is_refused()
    {
        await using var console = await ConsoleFixture.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, console.Server.Endpoint);
        request.Headers.Host = "evil.example";

        using var response = await console.SendAsync(request);

        Assert.That((int)response.StatusCode, Is.EqualTo(400));
    }
}
