using System.Globalization;
using System.Text.RegularExpressions;
using Lego.TraceConsole.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lego.TraceConsole.BrowserTests;

public sealed class ConsoleInBrowserTests
{
    private Chromium _chromium = null!;
    private ConsoleFixture _console = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _chromium = await Chromium.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        // Null where there is no browser and the tests are skipped.
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }
    }

    [SetUp]
    public async Task StartConsoleAsync()
    {
        _console = await ConsoleFixture.StartAsync();
        await _console.SendAllAsync(SampleTrace.Documents());
    }

    [TearDown]
    public async Task StopConsoleAsync() => await _console.DisposeAsync();

    [Test]
    public async Task A_node_and_an_edge_of_the_map_lead_to_their_traces()
    {
        var page = await OpenAsync("/map");

        await page.Locator("a.node[aria-label^=\"lego-moc-files\"]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#q")).ToHaveValueAsync("service(id(name: \"lego-moc-files\", type: \"AWS::S3::Bucket\"))");
        await Expect(page.Locator("a.go")).ToHaveCountAsync(1);
        await page.GoBackAsync();
        await page.Locator("a.edge[aria-label^=\"moc-file-upload to lego@127.0.0.1\"] text").First.ClickAsync();

        await Expect(page.Locator("#q")).ToHaveValueAsync("edge(\"moc-file-upload\", \"lego@127.0.0.1\")");
        await Expect(page.Locator("a.go")).ToHaveCountAsync(1);
    }

    [Test]
    public async Task The_map_follows_what_comes_in()
    {
        var page = await OpenAsync("/map");

        await _console.SendAllAsync([SampleTrace.Segment(SampleTrace.TraceId(1), name: "newcomer")]);

        await Expect(page.Locator("a.node[aria-label^=\"newcomer, service\"]")).ToHaveCountAsync(1);
    }

    [Test]
    public async Task A_filter_is_completed_by_keyboard()
    {
        var page = await OpenAsync("/");

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("annotation.moc");
        await Expect(page.Locator("#suggestions li")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("= \"8f1c\"");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(new Regex("q=annotation\\.mocId"));
        await Expect(page.Locator("a.go")).ToHaveCountAsync(1);
        await Expect(page.Locator(".how")).ToHaveTextAsync("Filter expression");
    }

    [Test]
    public async Task A_suggestion_that_was_taken_is_not_taken_again_while_the_next_answer_is_slow()
    {
        var page = await OpenAsync("/");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("annotation.moc");
        await Expect(page.Locator("#suggestions li")).ToHaveCountAsync(1);
        // From here on no answer comes at all.
        await page.RouteAsync("**/api/filter/suggestions**", _ => Task.CompletedTask);

        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("= \"8f1c\"");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(new Regex("q=annotation\\.mocId"));
    }

    [Test]
    public async Task A_mistake_is_shown_and_can_be_searched_as_a_text()
    {
        var page = await OpenAsync("/traces?q=fault%20AND");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("At character 10");
        await page.GetByText("Search for it as a text instead").ClickAsync();

        await Expect(page.Locator("#q")).ToHaveValueAsync("\"fault AND\"");
        await Expect(page.GetByText("No trace matches")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Chosen_columns_stay_when_the_list_is_sorted()
    {
        var page = await OpenAsync("/traces");

        await page.Locator("#columns summary").ClickAsync();
        await page.GetByLabel("mocId").CheckAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Filter" }).ClickAsync();
        await Expect(page.Locator("td.own")).ToHaveTextAsync("8f1c");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Duration" }).ClickAsync();

        await Expect(page.Locator("th[aria-sort=descending]")).ToContainTextAsync("Duration");
        await Expect(page.Locator("td.own")).ToHaveTextAsync("8f1c");
    }

    [Test]
    public async Task A_number_of_the_dashboard_leads_to_its_traces()
    {
        var page = await OpenAsync("/dashboard");

        await page.Locator(".tiles a", new PageLocatorOptions { HasText = "Faults" }).ClickAsync();
        await page.Locator("a.go").ClickAsync();

        await Expect(page.GetByText("What went wrong")).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_timeline_is_walked_and_folded_by_keyboard()
    {
        var page = await OpenAsync("/traces/" + SampleTrace.Id);
        var root = page.Locator("#n-" + SampleTrace.Root);
        await page.Locator("#n-" + SampleTrace.Query + " > summary").FocusAsync();

        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(root.Locator("> summary")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(root).ToHaveAttributeAsync("open", string.Empty);
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator("#n-" + SampleTrace.Query)).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("#n-" + SampleTrace.Query)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("/");

        await Expect(page.Locator("#q")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Details_of_a_large_trace_are_there_when_a_row_is_opened()
    {
        await _console.SendAllAsync(Enumerable.Range(1, 600).Select(number =>
            SampleTrace.Subsegment(number.ToString("x16", CultureInfo.InvariantCulture), SampleTrace.Root, $"work {number}.")));
        var page = await OpenAsync("/traces/" + SampleTrace.Id);
        var row = page.Locator("#n-0000000000000258");

        await row.Locator("> summary").ClickAsync();

        await Expect(row).ToContainTextAsync("Starts at");
    }

    [Test]
    public async Task A_range_of_response_times_is_chosen_by_dragging()
    {
        var page = await OpenWithTimesAsync();

        await page.Locator(".durations li").First.HoverAsync();
        await page.Mouse.DownAsync();
        await page.Locator(".durations li").Nth(1).HoverAsync();
        await Expect(page.Locator(".durations output")).ToHaveTextAsync("responsetime >= 0.1 AND responsetime < 0.5");
        await page.Mouse.UpAsync();

        await Expect(page.Locator("#q")).ToHaveValueAsync("(duration > 0) AND responsetime >= 0.1 AND responsetime < 0.5");
        await Expect(page.Locator("a.go")).ToHaveCountAsync(2);
    }

    [Test]
    public async Task A_range_of_response_times_is_chosen_by_keyboard()
    {
        var page = await OpenWithTimesAsync();

        await page.Locator(".durations a").Last.FocusAsync();
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".durations .chosen")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#q")).ToHaveValueAsync("(duration > 0) AND responsetime >= 0.2 AND responsetime < 1");
        await Expect(page.Locator("a.go")).ToHaveCountAsync(2);
    }

    [Test]
    public async Task A_sampling_rule_is_changed_in_its_form()
    {
        var page = await OpenAsync("/sampling");

        await page.GetByText("Change Default").First.ClickAsync();
        await page.GetByLabel("Rate", new PageGetByLabelOptions { Exact = true }).First.FillAsync("2");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Change Default" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("FixedRate must be from 0 to 1, and is 2.");
        await page.GetByLabel("Rate", new PageGetByLabelOptions { Exact = true }).First.FillAsync("0.25");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Change Default" }).ClickAsync();

        await Expect(page.Locator("table.rules")).ToContainTextAsync("25 %");
    }

    /// <summary>Beside the sample, which takes 500 ms, one that takes 150 ms and one that takes 250 ms.</summary>
    private async Task<IPage> OpenWithTimesAsync()
    {
        foreach (var (number, seconds) in new[] { (1, 0.15), (2, 0.25) })
        {
            var segment = SampleTrace.Segment(SampleTrace.TraceId(number));
            segment["end_time"] = SampleTrace.Start + seconds;
            await _console.SendAllAsync([segment]);
        }

        return await OpenAsync("/traces?q=duration%20>%200");
    }

    private Task<IPage> OpenAsync(string path) => _chromium.OpenAsync(_console.Server.Endpoint, path);
}
