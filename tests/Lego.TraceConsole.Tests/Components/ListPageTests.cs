using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lego.TraceConsole.Tests.Components;

[Parallelizable]
public sealed partial class ListPageTests
{
    [TestCase("fault", true)]
    [TestCase("ok", false)]
    [TestCase("edge(\"moc-file-upload\", \"lego@127.0.0.1\")", true)]
    [TestCase("annotation.mocId = \"8f1c\" AND http.status = 500", true)]
    [TestCase("service(\"moc-file-upload\") { duration > 0.4 }", true, Description = "only the assembled trace tells")]
    [TestCase("service(\"moc-file-upload\") { duration > 5 }", false)]
    [TestCase("\"statement timeout\"", true)]
    public async Task A_filter_expression_keeps_what_fits(string filter, bool isShown)
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(SampleTrace.Documents());

        Assert.That(await PageAsync(console, "q=" + Uri.EscapeDataString(filter)), isShown ? Does.Contain(SampleTrace.Id) : Does.Contain("No trace matches"));
    }

    [Test]
    public async Task A_mistake_is_marked_where_it_is()
    {
        await using var console = await ConsoleFixture.StartAsync();

        var page = await PageAsync(console, "q=" + Uri.EscapeDataString("responsetime > <b>"));

        Assert.That(
            page,
            Does.Contain("responsetime > <span class=\"here\">").And.Contain("At character 16").And.Contain("aria-invalid=\"true\"")
                .And.Contain("q=%22responsetime%20>%20<b>%22").Or.Contain("q=%22responsetime%20%3E%20%3Cb%3E%22"));
    }

    [TestCase("", "c b a")]
    [TestCase("order=asc", "a b c")]
    [TestCase("sort=Duration", "b a c")]
    [TestCase("sort=Duration&order=asc", "c a b")]
    [TestCase("sort=Status", "b c a")]
    [TestCase("sort=nonsense", "c b a")]
    [TestCase("sort=Duration&q=service(id(name:%22a%22))%20OR%20duration%20>%200", "b a c")]
    [TestCase("sort=Status&q=service()%20%7B%20duration%20>%200%20%7D", "b c a", Description = "sorted without the database")]
    public async Task The_list_is_in_the_order_that_is_asked_for(string query, string names)
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync([Request(1, "a", 0.2, null), Request(2, "b", 0.5, 500), Request(3, "c", 0.1, 200)]);

        var links = TraceLink().Matches(await PageAsync(console, query)).Select(match => match.Groups[1].Value);

        Assert.That(string.Join(' ', links), Is.EqualTo(names));
    }

    [Test]
    public async Task Links_keep_the_whole_query()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(SampleTrace.Documents());

        var page = await PageAsync(console, "q=fault&outcome=Fault&range=1h&sort=Duration&col=mocId&col=userId");

        Assert.That(page, Does.Contain("href=\"/traces?q=fault&outcome=Fault&range=1h&sort=Status&col=mocId&col=userId\""));
    }

    [Test]
    public async Task Chosen_annotations_have_a_column()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(SampleTrace.Documents());

        var page = await PageAsync(console, "col=mocId");

        Assert.That(page, Does.Contain("<td class=\"own\" data-key=\"mocId\">8f1c</td>").And.Contain("value=\"mocId\" checked"));
    }

    [Test]
    public async Task A_bar_of_the_response_times_leads_to_its_traces()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync([Request(1, "a", 0.15, null), Request(2, "b", 0.15, null), Request(3, "c", 0.6, null)]);

        var page = Uri.UnescapeDataString(await PageAsync(console, "q=duration%20>%200"));

        Assert.That(
            page,
            Does.Contain("q=(duration > 0) AND responsetime >= 0.1 AND responsetime < 0.2\" aria-label=\"100 ms to 200 ms: 2 traces\"")
                .And.Contain("200 ms to 500 ms: 0 traces").And.Contain("500 ms to 1.00 s: 1 trace\""));
    }

    [Test]
    public async Task A_time_range_leaves_out_what_is_older()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync([SampleTrace.Segment(SampleTrace.Id, start: SampleTrace.Start - 7200)]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await PageAsync(console, "range=1h"), Does.Contain("No trace matches"));
            Assert.That(await PageAsync(console, "range=6h"), Does.Contain(SampleTrace.Id));
        }
    }

    [Test]
    public async Task The_filter_box_is_offered_keys_and_services_that_traces_have()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(SampleTrace.Documents());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await TextsAsync("annotation.moc"), Is.EqualTo(["annotation.mocId"]));
            Assert.That(await TextsAsync("service(\"lego-m"), Is.EqualTo(["\"lego-moc-files\""]));
            Assert.That(await TextsAsync("fault = fa) AND", caret: 10), Is.EqualTo(["false"]));
            Assert.That(await TextsAsync("fault", caret: 500), Does.Contain("fault"));
        }

        async Task<List<string>> TextsAsync(string text, int? caret = null)
        {
            var answer = await console.JsonAsync($"/api/filter/suggestions?text={Uri.EscapeDataString(text)}&caret={caret}");
            return [.. answer.AsArray().Select(suggestion => (string)suggestion!["text"]!)];
        }
    }

    private static async Task<string> PageAsync(ConsoleFixture console, string query) => WebUtility.HtmlDecode(await console.PageAsync("/traces?" + query));

    private static JsonObject Request(int number, string name, double seconds, int? status)
    {
        var segment = SampleTrace.Segment(SampleTrace.TraceId(number), start: SampleTrace.Start + number, name: name);
        segment["end_time"] = SampleTrace.Start + number + seconds;
        if (status is not null)
        {
            segment["http"] = new JsonObject { ["response"] = new JsonObject { ["status"] = status } };
        }

        return segment;
    }

    [GeneratedRegex("<a class=\"go\"[^>]*>\\s*<span>([^<]*)</span>")]
    private static partial Regex TraceLink();
}
