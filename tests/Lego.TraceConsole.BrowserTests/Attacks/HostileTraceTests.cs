using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Lego.Testing.Attacks;
using Lego.TraceConsole.Tests;
using Microsoft.Playwright;

namespace Lego.TraceConsole.BrowserTests.Attacks;

/// <summary>
/// Traces and log lines that hold script wherever a text can stand, opened in a browser: nothing of it runs, loads or even becomes markup,
/// which the content policy would report.
/// </summary>
[Category("Attack")]
public sealed class HostileTraceTests
{
    private static readonly string[] Payloads =
    [
        "<script>window.hit=1;alert(1)</script>", "\"><script>window.hit=1</script>", "<img src=x onerror=\"window.hit=1\">", "'\"><svg/onload=window.hit=1>",
        "</pre></code></title></style></textarea><img src=http://127.0.0.1:9/x onerror=window.hit=1>", "javascript:window.hit=1//", "x\" onmouseover=\"window.hit=1\" autofocus onfocus=\"window.hit=1\" y=\"",
        "x' style='background:url(http://127.0.0.1:9/css)' onclick='window.hit=1'", ";background:url(http://127.0.0.1:9/css);--x:", "<iframe srcdoc=\"<script>parent.hit=1</script>\">",
        "<base href=http://127.0.0.1:9/>", "<meta http-equiv=refresh content=\"0;url=http://127.0.0.1:9/\">", "<link rel=stylesheet href=http://127.0.0.1:9/x.css>", "<form action=http://127.0.0.1:9/><input name=x>",
        "&lt;script&gt;window.hit=1&lt;/script&gt;", "\u202e<script>window.hit=1</script>", "{{window.hit=1}}${window.hit=1}", "<math><mtext></mtext><mglyph><style><img src=x onerror=window.hit=1>",
    ];

    private readonly ConcurrentQueue<string> _seen = new();
    private Chromium _chromium = null!;
    private ConsoleFixture _console = null!;
    private IPage _page = null!;

    /// <summary>All of them stand in the lists and on the map; opening the trace of each is left to the long budget.</summary>
    private static IEnumerable<int> Opened => Enumerable.Range(0, Payloads.Length).Where(payload => Attack.IsLong || (payload % 2 == 0 && payload < 12));

    [OneTimeSetUp]
    public async Task Start()
    {
        _chromium = await Chromium.StartAsync();
        _console = await ConsoleFixture.StartAsync();
        for (var i = 0; i < Payloads.Length; i++)
        {
            await _console.SendAllAsync([Trace(i)]);
            foreach (var line in Lines(i))
            {
                _console.Server.AcceptLogLine(line);
            }
        }

        await _console.Server.FlushAsync();
        _page = await _chromium.OpenAsync(_console.Server.Endpoint, "/assets/icon.svg");
        Watch(_page);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
            await _console.DisposeAsync();
        }
    }

    [SetUp]
    public void Forget() => _seen.Clear();

    [TestCase("/traces")]
    [TestCase("/map?range=6h")]
    [TestCase("/dashboard?range=6h")]
    [TestCase("/sampling")]
    [TestCase("/traces?columns=mocId&q=%22%3E%3Cscript%3Ewindow.hit%3D1%3C%2Fscript%3E&sort=%22%3E%3Cscript%3E&range=%22%3E%3Cscript%3E")]
    [TestCase("/traces?q=annotation.x%20%3D%20%22%3Cimg%20src%3Dx%20onerror%3Dwindow.hit%3D1%3E%22")]
    [TestCase("/traces/%3Cimg%20src%3Dx%20onerror%3Dwindow.hit%3D1%3E")]
    [TestCase("/%3Cscript%3Ehit%3D1%3C%2Fscript%3E")]
    public async Task A_page_shows_hostile_texts_as_texts(string path)
    {
        await OpenAsync(path);

        await ExpectHarmlessAsync();
    }

    [Test]
    public async Task A_trace_shows_what_it_holds_as_texts_with_all_its_rows_and_lines_open([ValueSource(nameof(Opened))] int payload)
    {
        await OpenAsync("/traces/" + SampleTrace.TraceId(payload + 1));
        await _page.EvaluateAsync("for (const open of document.querySelectorAll('details')) open.open = true");
        await _page.EvaluateAsync("for (const part of document.querySelectorAll('main *')) part.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))");

        Assert.That(await _page.ContentAsync(), Does.Contain("window.hit").Or.Contain("127.0.0.1:9"), "the text is there");
        await ExpectHarmlessAsync();
    }

    [Test]
    public async Task A_row_that_is_fetched_alone_is_text()
    {
        await OpenAsync($"/traces/{SampleTrace.TraceId(1)}/rows/{Id(0, 2)}");

        await ExpectHarmlessAsync();
    }

    [Test]
    public async Task Suggestions_of_the_filter_are_texts()
    {
        await OpenAsync("/traces");
        await _page.Keyboard.PressAsync("/");
        await _page.Keyboard.TypeAsync("service(\"");
        await _page.Locator("#suggestions li").First.WaitForAsync();

        await ExpectHarmlessAsync();
    }

    private void Watch(IPage page)
    {
        page.Dialog += (_, dialog) =>
        {
            _seen.Enqueue("dialog " + dialog.Message);
            _ = dialog.DismissAsync();
        };
        page.PageError += (_, error) => _seen.Enqueue("error " + error);
        page.Console += (_, message) =>
        {
            // Of the pages that are not found the browser says so itself.
            if (message.Type == "error" && !message.Text.Contains("status of 40", StringComparison.Ordinal))
            {
                _seen.Enqueue("console " + message.Text);
            }
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(_console.Server.Endpoint.AbsoluteUri, StringComparison.Ordinal))
            {
                _seen.Enqueue("request " + request.Url);
            }
        };
    }

    private async Task OpenAsync(string path) => await _page.GotoAsync(new Uri(_console.Server.Endpoint, path).AbsoluteUri);

    private async Task ExpectHarmlessAsync()
    {
        const string Foreign =
            """
            () => [
                ...[...document.querySelectorAll('script')].filter(part => !part.src.startsWith(location.origin + '/assets/')).map(part => part.outerHTML),
                ...[...document.querySelectorAll('iframe, object, embed, base, meta[http-equiv], img, math, svg script')].map(part => part.outerHTML),
                ...[...document.querySelectorAll('*')].flatMap(part => [...part.attributes].filter(one => one.name.startsWith('on')).map(one => one.name + ' of ' + part.outerHTML)),
                ...[...document.querySelectorAll('[href], [src], [action]')].map(part => part.href?.baseVal ?? part.href ?? part.src ?? part.action)
                    .filter(url => !new URL(url, location.href).href.startsWith(location.origin + '/')),
            ]
            """;
        var foreign = await _page.EvaluateAsync<string[]>(Foreign);
        var hit = await _page.EvaluateAsync<bool>("() => 'hit' in window");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(foreign, Is.Empty);
            Assert.That(hit, Is.False, "a text ran as script");
            Assert.That(_seen, Is.Empty);
        }
    }

    private static string Id(int payload, int number) => string.Create(CultureInfo.InvariantCulture, $"{payload + 1:x8}{number:x8}");

    /// <summary>A trace with the payload in each text that a document can hold.</summary>
    private static JsonObject Trace(int payload)
    {
        var text = Payloads[payload];
        return new JsonObject
        {
            ["trace_id"] = SampleTrace.TraceId(payload + 1), ["id"] = Id(payload, 1), ["name"] = text, ["origin"] = payload % 2 == 0 ? "AWS::ApiGateway::Stage" : text, ["user"] = text,
            ["start_time"] = SampleTrace.Start - 60, ["end_time"] = SampleTrace.Start - 59, ["fault"] = true,
            ["http"] = Http(payload % 3 == 0 ? text : "http://127.0.0.1/" + text, text),
            ["annotations"] = new JsonObject { [text] = text, ["mocId"] = text, ["functionName"] = text, ["path"] = text, ["method"] = text, ["userId"] = text },
            ["metadata"] = new JsonObject { [text] = new JsonObject { [text] = text } },
            ["service"] = new JsonObject { ["version"] = text, ["runtime"] = text },
            ["aws"] = new JsonObject { ["account_id"] = text, ["request_id"] = text, [text] = text },
            ["cause"] = Cause(text),
            ["subsegments"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = Id(payload, 2), ["name"] = text, ["namespace"] = "remote", ["start_time"] = SampleTrace.Start - 60, ["end_time"] = SampleTrace.Start - 59.5, ["error"] = true,
                    ["sql"] = new JsonObject { ["sanitized_query"] = text, ["url"] = text, ["user"] = text, ["database_type"] = text, ["database_version"] = text, ["driver_version"] = text, ["preparation"] = text },
                    ["annotations"] = new JsonObject { [text] = text },
                    ["cause"] = Cause(text),
                },
                new JsonObject
                {
                    ["id"] = Id(payload, 3), ["name"] = "S3", ["namespace"] = "aws", ["start_time"] = SampleTrace.Start - 60, ["end_time"] = SampleTrace.Start - 59.5,
                    ["aws"] = new JsonObject { ["operation"] = text, ["bucket_name"] = text, ["key"] = text, ["table_name"] = text, ["region"] = text, ["resource_names"] = new JsonArray(text) },
                    ["http"] = Http(text, text),
                }),
        };
    }

    private static JsonObject Http(string url, string text) => new()
    {
        ["request"] = new JsonObject { ["method"] = text, ["url"] = url, ["user_agent"] = text, ["client_ip"] = text },
        ["response"] = new JsonObject { ["status"] = 500, ["content_length"] = 5 },
    };

    private static JsonObject Cause(string text) => new()
    {
        ["message"] = text,
        ["working_directory"] = text,
        ["paths"] = new JsonArray(text),
        ["exceptions"] = new JsonArray(new JsonObject
        {
            ["id"] = "e000000000000001", ["type"] = text, ["message"] = text, ["stack"] = new JsonArray(new JsonObject { ["path"] = text, ["line"] = 1, ["label"] = text }),
        }),
    };

    private static IEnumerable<string> Lines(int payload)
    {
        var text = Payloads[payload];
        yield return new JsonObject
        {
            ["traceId"] = SampleTrace.TraceId(payload + 1), ["level"] = text, ["message"] = text, ["functionName"] = text, ["timestamp"] = "2026-03-01T11:59:00.100Z", [text] = text,
        }.ToJsonString();
        yield return $"{SampleTrace.TraceId(payload + 1)} {text}";
        yield return $$"""{"level":"ERROR","message":"{{SampleTrace.TraceId(payload + 1)}}","traceId":"{{SampleTrace.TraceId(payload + 1)}}","x":"<script>window.hit=1</script>"}""";
    }
}
