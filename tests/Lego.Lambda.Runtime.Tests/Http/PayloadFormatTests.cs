using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Testing;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.Tests.Http;

/// <summary>Functions behind both kinds of API: the same request, the same work, and each answer in the format of its event.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PayloadFormatTests
{
    private const string Json = "application/json";

    [Test]
    public async Task A_body_in_base64_is_bound_in_both_formats()
    {
        var body = "{\"title\":\"ü\",\"pieces\":5}"u8.ToArray();
        var route = "/notes/" + RestEvents.Id;

        foreach (var run in await RunBoth<NoteChange>(
            TestEvents.Http("PATCH /notes/{id}", route, body, Json), TestEvents.Rest("PATCH /notes/{id}", route, body, Json)))
        {
            Assert.That((run.Request!.Id, run.Request.Title.Value, run.Request.Pieces), Is.EqualTo((Guid.Parse(RestEvents.Id), "ü", 5)));
        }
    }

    [Test]
    public async Task A_text_body_and_the_query_are_bound_in_both_formats()
    {
        foreach (var run in await RunBoth<NoteQuery>(
            TestEvents.Http("GET /notes", "/notes?search=a+%26b&page=7&all=true"), TestEvents.Rest("GET /notes", "/notes?search=a+%26b&page=7&all=true")))
        {
            Assert.That(run.Request, Is.EqualTo(new NoteQuery(null, "a &b", 7, true)));
        }
    }

    [Test]
    public async Task A_repeated_query_parameter_is_the_same_in_both_formats()
    {
        foreach (var run in await RunBoth<NoteQuery>(
            TestEvents.Http("GET /notes", "/notes?search=a&search=b"), TestEvents.Rest("GET /notes", "/notes?search=a&search=b")))
        {
            Assert.That(run.Request!.Search, Is.EqualTo("a,b"));
        }
    }

    [Test]
    public async Task Headers_cookies_and_a_streamed_body_are_the_same_in_both_formats()
    {
        var sent = new byte[100_001];
        new Random(7).NextBytes(sent);
        var headers = new Dictionary<string, string> { ["X-Custom"] = "one", ["Cookie"] = "a=1; b=2" };
        var http = TestEvents.Http("POST /notes", null, sent, "image/png", headers: headers);
        (http.Cookies, http.Headers) = (["a=1", "b=2"], http.Headers.Where(header => header.Key != "cookie").ToDictionary());

        foreach (var run in await RunBoth<NoteQuery>(http, TestEvents.Rest("POST /notes", null, sent, "image/png", headers: headers)))
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(run.Context!.Header("x-custom"), Is.EqualTo("one"));
                Assert.That(run.Context.Header("Content-TYPE"), Is.EqualTo("image/png"));
                Assert.That(run.Context.Header("Cookie"), Is.EqualTo("a=1; b=2"));
                Assert.That(run.Body, Is.EqualTo(sent));
            }
        }
    }

    [Test]
    public async Task A_caller_without_a_user_is_refused_in_the_format_that_it_asked_in()
    {
        using var host = new TestHost();
        var function = Function<NoteQuery>(host.Options);

        var run = await host.InvokeAsync(function, TestEvents.Rest("GET /notes", user: null));

        Assert.That((run.Response.StatusCode, (string?)JsonNode.Parse(run.Response.Body)!["error"]!["type"]), Is.EqualTo((401, "UNAUTHORIZED")));
    }

    [Test]
    public async Task A_failure_is_answered_with_its_headers()
    {
        using var host = new TestHost();
        var function = new NoteFunction<NoteQuery>(host.Options, (_, _, _) => throw new TooManyRequestsException(7, DateTimeOffset.UnixEpoch));

        var run = await host.InvokeAsync(function, TestEvents.Rest("GET /notes"));

        Assert.That((run.Response.StatusCode, run.Response.Headers["Retry-After"]), Is.EqualTo((429, "7")));
    }

    [Test]
    public async Task Cookies_are_set_in_both_formats()
    {
        using var host = new TestHost();
        var function = new NoteFunction<NoteQuery>(
            host.Options, (_, _, _) => Task.FromResult(NoteFunction<NoteQuery>.Nothing().WithCookie("a=1; HttpOnly").WithCookie("b=2")));

        var http = await host.InvokeAsync(function, TestEvents.Http("GET /notes"));
        var rest = await host.InvokeAsync(function, TestEvents.Rest("GET /notes"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(http.Response.Cookies, Is.EqualTo(new[] { "a=1; HttpOnly", "b=2" }));
            Assert.That(rest.Response.MultiValueHeaders["Set-Cookie"], Is.EqualTo(new[] { "a=1; HttpOnly", "b=2" }));
        }
    }

    [TestCase("")]
    [TestCase("a=1\r\nX-Evil: 1")]
    public void A_cookie_that_would_end_its_header_is_refused(string cookie) =>
        Assert.That(() => NoteFunction<NoteQuery>.Nothing().WithCookie(cookie), Throws.ArgumentException);

    [Test]
    public async Task The_trace_and_the_rules_see_the_request_that_the_client_made()
    {
        using var probe = new Probe();

        await ServeAsync(probe, Function<NoteQuery>(probe.Options), RestEvents.Whole);

        var root = probe.Daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((root.Annotation("userId"), root.Annotation("method"), root.Annotation("path")), Is.EqualTo(("user-1", "PATCH", "/notes/{id}")));
            Assert.That(
                (string?)root["http"]!["request"]!["url"],
                Is.EqualTo("https://abc.execute-api.eu-central-1.amazonaws.com/production/notes/a%20b?tag=x&tag=y%26z&page=2"));
            Assert.That((string?)root["http"]!["request"]!["client_ip"], Is.EqualTo("203.0.113.7"));
            Assert.That((string?)root["http"]!["request"]!["user_agent"], Is.EqualTo("curl/8"));
        }
    }

    [Test]
    public async Task A_table_finds_the_function_of_either_format_and_answers_in_it()
    {
        using var probe = new Probe();
        var table = new HttpRouteTable(key => key == "GET /notes" ? Function<NoteQuery>(probe.Options) : null);

        var rest = await ServeAsync(probe, table, """{"resource":"/notes","path":"/notes","httpMethod":"GET","requestContext":{"authorizer":{"claims":{"sub":"u"}}}}""");
        var http = await ServeAsync(probe, table, """{"version":"2.0","routeKey":"GET /notes","requestContext":{"authorizer":{"jwt":{"claims":{"sub":"u"}}}}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)rest["statusCode"], Is.EqualTo(204));
            Assert.That(rest.ContainsKey("multiValueHeaders"), Is.True);
            Assert.That((int?)http["statusCode"], Is.EqualTo(204));
            Assert.That(http.ContainsKey("cookies"), Is.True);
        }
    }

    [TestCase("""{"resource":"/other","httpMethod":"GET"}""", "No function serves the route key 'GET /other'.")]
    [TestCase("""{"version":"2.0","routeKey":"GET /other"}""", "No function serves the route key 'GET /other'.")]
    [TestCase("""{"Records":[]}""", "No function serves the event: it has neither the routeKey of payload format 2.0 nor the httpMethod and resource of 1.0.")]
    public void A_table_tells_what_it_cannot_serve(string json, string message)
    {
        using var probe = new Probe();
        var table = new HttpRouteTable(_ => null);

        Assert.That(async () => await ServeAsync(probe, table, json), Throws.InvalidOperationException.With.Message.EqualTo(message));
    }

    [Test]
    public async Task The_stages_decision_in_the_trace_header_is_obeyed()
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync(
            Function<NoteQuery>(host.Options),
            TestEvents.Rest("GET /notes"),
            new TestLambdaContext { Sampled = SampleDecision.NotSampled });

        run.Trace.HasNothing();
    }

    private static NoteFunction<T> Function<T>(HandlerOptions options) =>
        new(options, (_, _, _) => Task.FromResult(NoteFunction<T>.Nothing().WithCookie("a=1")));

    private static async Task<IReadOnlyList<Run<T>>> RunBoth<T>(APIGatewayHttpApiV2ProxyRequest http, APIGatewayProxyRequest rest)
        where T : class
    {
        using var host = new TestHost();
        var runs = new List<Run<T>>();
        var function = new NoteFunction<T>(host.Options, async (_, request, context) =>
        {
            using var body = new MemoryStream();
            await context.OpenBody().CopyToAsync(body);
            runs.Add(new Run<T>(request, context, body.ToArray()));
            return NoteFunction<T>.Nothing();
        });
        var answers = new[]
        {
            (await host.InvokeAsync(function, http)).Response.StatusCode,
            (await host.InvokeAsync(function, rest)).Response.StatusCode,
        };
        Assert.That(answers, Is.EqualTo(new[] { 204, 204 }));
        return runs;
    }

    private static Task<JsonObject> ServeAsync<T>(Probe probe, NoteFunction<T> function, string json) =>
        ServeAsync(probe, new HttpInvocationHandler(function), json);

    private static async Task<JsonObject> ServeAsync(Probe probe, IInvocationHandler handler, string json)
    {
        var output = new ArrayBufferWriter<byte>();
        var invocation = new Invocation
        {
            Event = Encoding.UTF8.GetBytes(json),
            RequestId = "r1",
            Deadline = TimeProvider.System.GetUtcNow().AddSeconds(30),
            TraceHeader = probe.Header.ToString(),
        };
        await handler.HandleAsync(invocation, output, CancellationToken.None);
        return JsonNode.Parse(output.WrittenSpan)!.AsObject();
    }

    private sealed record Run<T>(T? Request, HttpRequestContext? Context, byte[] Body)
        where T : class;
}
