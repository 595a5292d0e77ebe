using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lego.TraceConsole.Tests.Components;

[Parallelizable]
public sealed partial class DashboardTests
{
    [Test]
    public async Task Each_number_says_how_many_traces_are_behind_it_and_leads_to_them()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(
        [
            .. SampleTrace.Documents(), Request(1, "error"), Request(2, "throttle"),
            Request(3, null, new JsonObject { ["coldStart"] = false, ["keptBecause"] = "a \"quote\"" }),
        ]);

        var tiles = Tile().Matches(await console.PageAsync("/dashboard")).ToDictionary(
            match => WebUtility.HtmlDecode(match.Groups["label"].Value), match => (Value: match.Groups["value"].Value, Href: WebUtility.HtmlDecode(match.Groups["href"].Value)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tiles["Traces"].Value, Is.EqualTo("4"));
            foreach (var (label, traces) in new[] { ("Traces", 4), ("Errors", 1), ("Faults", 1), ("Throttles", 1), ("Cold starts", 1), ("a \"quote\"", 1) })
            {
                Assert.That(Row().Count(await console.PageAsync(tiles[label].Href)), Is.EqualTo(traces), label);
                Assert.That(tiles[label].Value, Is.EqualTo(label == "Traces" ? "4" : "25 %"), label);
            }
        }
    }

    [Test]
    public async Task The_slowest_functions_and_dependencies_come_first()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(SampleTrace.Documents());

        var page = await console.PageAsync("/dashboard");
        var dependencies = page[page.IndexOf("Slowest dependencies", StringComparison.Ordinal)..];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Contain("Slowest functions").And.Contain("1 requests over 1 h, at most 1 in one period, 1 faults"));
            Assert.That(
                dependencies.IndexOf("lego-moc-files", StringComparison.Ordinal),
                Is.Positive.And.LessThan(dependencies.IndexOf("lego@127.0.0.1", StringComparison.Ordinal)));
        }
    }

    [Test]
    public async Task A_bar_of_a_function_leads_to_the_traces_that_are_counted_in_it()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync([Call(1, "slow", 0.7), Call(2, "slow", 0.6), Call(3, "slow", 0.02), Call(4, "fast", 0.02), Call(5, "slow", 0)]);

        var page = WebUtility.HtmlDecode(await console.PageAsync("/dashboard"));
        var spread = page[page.IndexOf("id=\"spread\"", StringComparison.Ordinal)..page.IndexOf("Slowest functions", StringComparison.Ordinal)];
        var bars = Bar().Matches(spread).Select(bar => (Count: int.Parse(bar.Groups["count"].Value, CultureInfo.InvariantCulture), Href: bar.Groups["href"].Value)).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(bars.Select(bar => bar.Count), Is.EqualTo([1, 1, 2, 1]), "the slower function first");
            Assert.That(
                Uri.UnescapeDataString(bars[2].Href),
                Does.Contain("q=service(id(name: \"slow\", type: \"AWS::Lambda::Function\")) { responsetime >= 0.5623413252 AND responsetime < 1 }"));
            foreach (var (count, href) in bars)
            {
                Assert.That(Row().Count(await console.PageAsync(href)), Is.EqualTo(count), href);
            }
        }
    }

    [TestCase("15m")]
    [TestCase("24h")]
    public async Task A_console_without_traces_has_an_empty_dashboard(string range)
    {
        await using var console = await ConsoleFixture.StartAsync();

        Assert.That(await console.PageAsync("/dashboard/fragment?range=" + range), Does.Contain("0 requests over"));
    }

    private static JsonObject Call(int number, string name, double seconds)
    {
        var segment = SampleTrace.Segment(SampleTrace.TraceId(number), name: name);
        segment["origin"] = "AWS::Lambda::Function";
        segment["end_time"] = SampleTrace.Start + seconds;
        return segment;
    }

    private static JsonObject Request(int number, string? flag, JsonObject? annotations = null)
    {
        var segment = SampleTrace.Segment(SampleTrace.TraceId(number));
        if (flag is not null)
        {
            segment[flag] = true;
        }

        segment["annotations"] = annotations;
        return segment;
    }

    [GeneratedRegex("<a href=\"(?<href>[^\"]*)\"[^>]*>\\s*<span>(?<label>[^<]*)</span>\\s*<b>(?<value>[^<]*)</b>")]
    private static partial Regex Tile();

    [GeneratedRegex("<a href=\"(?<href>[^<]*?)\" aria-label=\"[^\"]*: (?<count>[0-9]+) calls?\"")]
    private static partial Regex Bar();

    [GeneratedRegex("<td class=\"request\">")]
    private static partial Regex Row();
}
