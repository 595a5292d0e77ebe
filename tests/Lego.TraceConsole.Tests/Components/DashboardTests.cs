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

    [TestCase("15m")]
    [TestCase("24h")]
    public async Task A_console_without_traces_has_an_empty_dashboard(string range)
    {
        await using var console = await ConsoleFixture.StartAsync();

        Assert.That(await console.PageAsync("/dashboard/fragment?range=" + range), Does.Contain("0 requests over"));
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

    [GeneratedRegex("<td class=\"request\">")]
    private static partial Regex Row();
}
