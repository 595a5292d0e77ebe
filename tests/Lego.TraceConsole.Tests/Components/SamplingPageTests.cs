using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lego.TraceConsole.Tests.XRayApi;

namespace Lego.TraceConsole.Tests.Components;

[Parallelizable]
public sealed partial class SamplingPageTests
{
    [Test]
    public async Task Rules_stand_in_the_order_of_their_priority_and_the_default_rule_last()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await AddAsync(console, "second", ("Priority", "20"));
        await AddAsync(console, "first", ("Priority", "10"), ("URLPath", "/api/*"));

        using (Assert.EnterMultipleScope())
        {
            var rows = await RowsAsync(console);
            Assert.That(rows.Select(row => row[0]), Is.EqualTo(["first", "second", "Default"]));
            Assert.That(rows[0][1..5], Is.EqualTo(["path /api/*", "10", "5 %", "1/s"]));
            Assert.That(await console.PageAsync("/dashboard"), Does.Contain("href=\"/sampling\""));
        }
    }

    [Test]
    public async Task A_change_is_stored_and_its_counts_begin_anew()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await ReportAsync(console, 40, 10, 2);
        var before = (await RowsAsync(console)).Single();

        var (status, location, _) = await PostAsync(console, [("action", "change"), ("rule", "Default"), ("FixedRate", "0.125"), ("ReservoirSize", "3")]);
        var changed = (await RowsAsync(console)).Single();
        await ReportAsync(console, 8, 2, 1);
        await ReportAsync(console, 8, 2, 1);
        var after = (await RowsAsync(console)).Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((status, location), Is.EqualTo((303, "/sampling")));
            Assert.That(before[5..], Is.EqualTo(["40", "10", "2", "25 %", "the start"]));
            Assert.That(changed[3..], Is.EqualTo(["12.5 %", "3/s", "0", "0", "0", "–", "the change just now"]));
            Assert.That(after[5..9], Is.EqualTo(["16", "4", "2", "25 %"]));
        }
    }

    [Test]
    public async Task Priority_and_patterns_of_a_custom_rule_can_be_changed_and_it_can_be_deleted()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await AddAsync(console, "uploads");

        await PostAsync(console, Fields(("action", "change"), ("rule", "uploads"), ("Priority", "7"), ("HTTPMethod", "POST"), ("Host", "a")));
        var changed = (await RowsAsync(console))[0];
        var (status, _, _) = await PostAsync(console, [("action", "delete"), ("rule", "uploads")]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(changed[..3], Is.EqualTo(["uploads", "host a, method POST", "7"]));
            Assert.That(status, Is.EqualTo(303));
            Assert.That((await RowsAsync(console)).Select(row => row[0]), Is.EqualTo(["Default"]));
        }
    }

    [TestCase("FixedRate", "1.5", "FixedRate must be from 0 to 1, and is 1.5.")]
    [TestCase("FixedRate", "NaN", "FixedRate must be from 0 to 1, and is NaN.")]
    [TestCase("FixedRate", "a lot", "FixedRate must be a number from 0 to 1, and is \"a lot\".")]
    [TestCase("FixedRate", "", "FixedRate is required.")]
    [TestCase("ReservoirSize", "-1", "ReservoirSize must be from 0 to 2147483647, and is -1.")]
    [TestCase("ReservoirSize", "2147483648", "ReservoirSize must be a whole number from 0 to 2147483647, and is \"2147483648\".")]
    [TestCase("Priority", "10000", "Priority must be from 1 to 9999, and is 10000.")]
    [TestCase("HTTPMethod", "PROPPATCHES", "HTTPMethod must have 0 to 10 characters, and has 11.")]
    public async Task A_bad_value_is_named_with_its_limit_at_its_field_and_stays_there(string field, string value, string message)
    {
        await using var console = await ConsoleFixture.StartAsync();
        await AddAsync(console, "uploads");
        var before = await RowsAsync(console);

        var (status, _, page) = await PostAsync(console, Fields(("action", "change"), ("rule", "uploads"), (field, value)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(status, Is.EqualTo(400));
            Assert.That(page, Does.Contain($"id=\"r0-{field}-limit\" class=\"wrong\" role=\"alert\">{message}</small>"));
            Assert.That(page, Does.Match($"name=\"{field}\" value=\"{Regex.Escape(value)}\"[^>]* aria-invalid=\"true\""));
            Assert.That(await RowsAsync(console), Is.EqualTo(before));
        }
    }

    [TestCase("", "id=\"new-RuleName-limit\" class=\"wrong\" role=\"alert\">RuleName must have 1 to 32 characters, and has 0.")]
    [TestCase("Default", "RuleName must not be Default: that rule is always there.")]
    [TestCase("uploads", "RuleName is the name of another rule.")]
    public async Task A_rule_with_a_bad_name_is_not_added(string name, string message)
    {
        await using var console = await ConsoleFixture.StartAsync();
        await AddAsync(console, "uploads");

        var (status, _, page) = await PostAsync(console, Fields(("action", "add"), ("RuleName", name)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(status, Is.EqualTo(400));
            Assert.That(page, Does.Contain(message));
        }
    }

    [Test]
    public async Task The_default_rule_cannot_be_deleted()
    {
        await using var console = await ConsoleFixture.StartAsync();

        var (status, _, page) = await PostAsync(console, [("action", "delete"), ("rule", "Default")]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(status, Is.EqualTo(400));
            Assert.That(page, Does.Contain("<p class=\"wrong\" role=\"alert\">The rule Default cannot be deleted.</p>"));
            Assert.That(page, Does.Not.Contain("value=\"delete\""));
        }
    }

    [TestCase("http://evil.example", 403)]
    [TestCase("http://127.0.0.1:1", 403, Description = "another program of this machine")]
    [TestCase("null", 403)]
    [TestCase(null, 303, Description = "no browser")]
    [TestCase("own", 303)]
    public async Task Forms_of_other_pages_are_refused(string? origin, int expected)
    {
        await using var console = await ConsoleFixture.StartAsync();
        var own = console.Server.Endpoint.GetLeftPart(UriPartial.Authority);

        var (status, _, _) = await PostAsync(
            console, [("action", "change"), ("rule", "Default"), ("FixedRate", "0"), ("ReservoirSize", "0")], origin == "own" ? own : origin);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(status, Is.EqualTo(expected));
            Assert.That((await RowsAsync(console)).Single()[3], Is.EqualTo(expected == 303 ? "0 %" : "100 %"));
        }
    }

    private static async Task AddAsync(ConsoleFixture console, string name, params (string, string)[] fields)
    {
        var (status, _, page) = await PostAsync(console, Fields([("action", "add"), ("RuleName", name), .. fields]));
        Assert.That(status, Is.EqualTo(303), page);
    }

    private static (string Name, string Value)[] Fields(params (string Name, string Value)[] given)
    {
        var fields = new Dictionary<string, string> { ["Priority"] = "100", ["FixedRate"] = "0.05", ["ReservoirSize"] = "1" };
        foreach (var pattern in new[] { "ServiceName", "ServiceType", "Host", "HTTPMethod", "URLPath", "ResourceARN" })
        {
            fields[pattern] = "*";
        }

        foreach (var (name, value) in given)
        {
            fields[name] = value;
        }

        return [.. fields.Select(field => (field.Key, field.Value))];
    }

    private static async Task<(int Status, string? Location, string Page)> PostAsync(
        ConsoleFixture console, (string Name, string Value)[] fields, string? origin = null)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(console.Server.Endpoint, "/sampling"))
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, response.Headers.Location?.OriginalString, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
    }

    private static async Task ReportAsync(ConsoleFixture console, int requests, int sampled, int borrowed) =>
        await console.CallAsync("/SamplingTargets", new JsonObject
        {
            ["SamplingStatisticsDocuments"] = new JsonArray(new JsonObject
            {
                ["RuleName"] = "Default", ["ClientID"] = 1.ToString("x24", CultureInfo.InvariantCulture), ["Timestamp"] = SampleTrace.Start,
                ["RequestCount"] = requests, ["SampledCount"] = sampled, ["BorrowCount"] = borrowed,
            }),
        });

    private static async Task<List<string[]>> RowsAsync(ConsoleFixture console)
    {
        var page = WebUtility.HtmlDecode(await console.PageAsync("/sampling"));
        return [.. Row().Matches(page).Select(row => row.Groups["cell"].Captures.Select(cell => cell.Value).ToArray())];
    }

    [GeneratedRegex("<tr>\\s*<th scope=\"row\">(?<cell>[^<]*)</th>(\\s*<td[^>]*>(?<cell>[^<]*)</td>)+")]
    private static partial Regex Row();
}
