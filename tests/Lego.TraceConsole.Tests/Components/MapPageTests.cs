using System.Net;

namespace Lego.TraceConsole.Tests.Components;

[Parallelizable]
public sealed class MapPageTests
{
    [Test]
    public async Task The_map_shows_services_and_calls_with_links_to_their_traces()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(SampleTrace.Documents());

        var page = Uri.UnescapeDataString(WebUtility.HtmlDecode(await console.PageAsync("/map")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Contain("lego-api/local, API gateway: 1/h, median ").And.Contain("1 faults"));
            Assert.That(page, Does.Contain(Link("service(id(name: \"lego-moc-files\", type: \"AWS::S3::Bucket\"))")));
            Assert.That(page, Does.Contain(Link("edge(\"moc-file-upload\", \"lego@127.0.0.1\")")));
            Assert.That(page, Does.Contain(Link("edge(id(name: \"lego-api/local\", type: \"client\"), \"lego-api/local\")")));
            Assert.That(page, Does.Contain("<caption>Services</caption>").And.Contain("<caption>Calls</caption>"));
        }

        static string Link(string filter) => $"href=\"/traces?q={filter}&range=1h\"";
    }

    [Test]
    public async Task The_fragment_is_the_map_without_the_page_around_it()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(SampleTrace.Documents());

        Assert.That(await console.PageAsync("/map/fragment?range=15m"), Does.Contain("<svg").And.Not.Contain("<html"));
    }

    [Test]
    public async Task A_time_without_traces_says_so()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync([SampleTrace.Segment(SampleTrace.Id, start: SampleTrace.Start - 7200)]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await console.PageAsync("/map?range=1h"), Does.Contain("No traces in this time"));
            Assert.That(await console.PageAsync("/map?range=6h"), Does.Contain("<svg"));
            Assert.That(await console.PageAsync("/map?range=all"), Does.Contain("No traces in this time"), "the map has no unlimited time");
        }
    }

    [Test]
    public async Task A_name_with_markup_in_it_is_text_on_the_map()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync([SampleTrace.Segment(SampleTrace.Id, name: "<script>\"x\"</script>")]);

        Assert.That(await console.PageAsync("/map"), Does.Contain("&lt;script&gt;").And.Not.Contain("<script>"));
    }
}
