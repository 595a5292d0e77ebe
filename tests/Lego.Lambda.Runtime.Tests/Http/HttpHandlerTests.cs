using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;
using Lego.Testing;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;
using Microsoft.Extensions.Time.Testing;

namespace Lego.Lambda.Runtime.Tests.Http;

[Parallelizable(ParallelScope.All)]
public sealed class HttpHandlerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Test]
    public async Task Data_goes_out_in_the_envelope_with_the_common_headers()
    {
        using var probe = new Probe(new FakeTimeProvider(Now));

        var answer = await Invoke(probe, (_, request, _) => Task.FromResult(NoteFunction<NoteQuery>.Data(new NoteAnswer("ä <b>", Now), "Here it is.")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(200));
            Assert.That(answer.Body, Is.EqualTo(
                """{"success":true,"data":{"text":"ä \u003Cb\u003E","at":"2026-01-02T03:04:05.678Z"},"message":"Here it is.","timestamp":"2026-01-02T03:04:05.678Z"}"""));
            Assert.That(answer.Headers["Content-Type"], Is.EqualTo("application/json"));
            Assert.That(answer.Headers["X-Correlation-ID"], Does.Match("^1767323045678-[0-9a-z]{8}$"));
            Assert.That(answer.Headers["Vary"], Is.EqualTo("Origin"));
            Assert.That(answer.IsBase64Encoded, Is.False);
        }
    }

    [TestCase(0, 20, 0)]
    [TestCase(1, 20, 1)]
    [TestCase(41, 20, 3)]
    public async Task A_page_counts_its_pages(int total, int limit, int pages)
    {
        using var probe = new Probe();

        var answer = await Invoke(probe, (_, _, _) => Task.FromResult(NoteFunction<NoteQuery>.Paged<string>([], 2, limit, total)));

        var body = JsonNode.Parse(answer.Body)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(body["data"]!.AsArray(), Is.Empty);
            Assert.That((int?)body["total"], Is.EqualTo(total));
            Assert.That(body["pagination"]!.ToJsonString(), Is.EqualTo($$"""{"page":2,"limit":{{limit}},"total":{{total}},"totalPages":{{pages}}}"""));
        }
    }

    [Test]
    public async Task No_content_and_redirects_have_no_body()
    {
        using var probe = new Probe();

        var nothing = await Invoke(probe, (_, _, _) => Task.FromResult(NoteFunction<NoteQuery>.Nothing()));
        var elsewhere = await Invoke(probe, (_, _, _) => Task.FromResult(NoteFunction<NoteQuery>.Elsewhere("https://example.com/x")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((nothing.StatusCode, nothing.Body), Is.EqualTo((204, "")));
            Assert.That((elsewhere.StatusCode, elsewhere.Body), Is.EqualTo((302, "")));
            Assert.That(elsewhere.Headers["Location"], Is.EqualTo("https://example.com/x"));
            Assert.That(elsewhere.Headers["Cache-Control"], Is.EqualTo("no-cache, no-store, must-revalidate"));
        }
    }

    [Test]
    public async Task A_caller_without_a_user_is_refused_unless_the_function_is_public()
    {
        using var probe = new Probe();
        var request = HttpEvent.Create("GET /notes", userId: null);

        var refused = await new NoteFunction<NoteQuery>(probe.Options, Answer).InvokeAsync(request, probe.Context());
        var served = await new NoteFunction<NoteQuery>(probe.Options, Answer, isPublic: true).InvokeAsync(request, probe.Context());

        using (Assert.EnterMultipleScope())
        {
            Assert.That((refused.StatusCode, Error(refused)), Is.EqualTo((401, "UNAUTHORIZED")));
            Assert.That(served.StatusCode, Is.EqualTo(200));
        }
    }

    [Test]
    public async Task An_unexpected_error_shows_a_fixed_text_and_nothing_of_itself()
    {
        using var probe = new Probe(production: true);

        var answer = await Invoke(probe, (_, _, _) => throw new InvalidOperationException("Password=hunter2 in table secret_table"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.StatusCode, Error(answer)), Is.EqualTo((500, "INTERNAL_ERROR")));
            Assert.That(answer.Body, Does.Not.Contain("hunter2").And.Not.Contain("secret_table").And.Not.Contain("details"));
        }
    }

    [Test]
    public async Task A_rate_limit_tells_when_to_come_back()
    {
        using var probe = new Probe(production: true);

        var answer = await Invoke(probe, (_, _, _) => throw new TooManyRequestsException(7, Now));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(429));
            Assert.That(answer.Headers["Retry-After"], Is.EqualTo("7"));
            Assert.That((bool?)probe.Daemon.ReceiveOne()["throttle"], Is.True);
        }
    }

    [TestCase("https://app.example.com", true)]
    [TestCase("https://evil.example.com", false)]
    [TestCase(null, false)]
    public async Task Only_configured_origins_may_read_answers_and_errors(string? origin, bool allowed)
    {
        using var probe = new Probe();
        var headers = origin is null ? null : new Dictionary<string, string> { ["origin"] = origin };

        var answer = await new NoteFunction<NoteQuery>(probe.Options, (_, _, _) => throw new NotFoundException("No such note."))
            .InvokeAsync(HttpEvent.Create("GET /notes", headers: headers), probe.Context());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Headers.TryGetValue("Access-Control-Allow-Origin", out var value) ? value : null, Is.EqualTo(allowed ? origin : null));
            Assert.That(answer.Headers.ContainsKey("Access-Control-Allow-Credentials"), Is.EqualTo(allowed));
            Assert.That(answer.Headers["Vary"], Is.EqualTo("Origin"));
        }
    }

    [TestCase("my-id-1", true)]
    [TestCase("bad\r\nSet-Cookie: x", false)]
    [TestCase("", false)]
    public async Task A_harmless_correlation_id_is_echoed_and_any_other_replaced(string sent, bool echoed)
    {
        using var probe = new Probe();

        var answer = await new NoteFunction<NoteQuery>(probe.Options, Answer).InvokeAsync(
            HttpEvent.Create("GET /notes", headers: new Dictionary<string, string> { ["x-correlation-id"] = sent }), probe.Context());

        Assert.That(answer.Headers["X-Correlation-ID"], echoed ? Is.EqualTo(sent) : Does.Match("^[0-9]+-[0-9a-z]{8}$"));
    }

    [Test]
    public async Task The_root_carries_the_request()
    {
        using var probe = new Probe();
        var request = HttpEvent.Create(
            "GET /notes/{id}",
            path: new Dictionary<string, string> { ["id"] = "0d3f5a35-55a2-4a55-8f7b-5d4cdd7f8c11" },
            query: new Dictionary<string, string> { ["search"] = "x", ["token"] = "hunter2" });

        await new NoteFunction<NoteQuery>(probe.Options, Answer).InvokeAsync(request, probe.Context());

        var root = probe.Daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Annotation("userId"), Is.EqualTo("user-1"));
            Assert.That(root.Annotation("method"), Is.EqualTo("GET"));
            Assert.That(root.Annotation("path"), Is.EqualTo("/notes/{id}"));
            Assert.That(root.Annotation("correlationId"), Is.Not.Null);
            Assert.That(root.Metadata("request", "sourceIp"), Is.EqualTo("203.0.113.7"));
            Assert.That((int?)root["http"]!["response"]!["status"], Is.EqualTo(200));
            Assert.That((string?)root["http"]!["request"]!["url"], Does.StartWith("https://api.example.com/notes/0d3f5a35"));
            Assert.That(root.ToJsonString() + probe.Log.Text, Does.Not.Contain("hunter2"));
            Assert.That(SegmentSchema.Validate(root.ToJsonString()), Is.Empty);
        }
    }

    [Test]
    public async Task An_event_with_nothing_in_it_is_refused_and_does_not_break()
    {
        using var probe = new Probe();

        var answer = await new NoteFunction<NoteQuery>(probe.Options, Answer).InvokeAsync(new APIGatewayHttpApiV2ProxyRequest(), probe.Context());

        Assert.That((answer.StatusCode, Error(answer)), Is.EqualTo((401, "UNAUTHORIZED")));
    }

    [Test]
    public void A_request_type_without_generated_json_is_told_at_the_start()
    {
        using var probe = new Probe();

        Assert.That(
            () => new NoteFunction<Version>(probe.Options, (_, _, _) => Task.FromResult(NoteFunction<Version>.Nothing())),
            Throws.InvalidOperationException.With.Message.Contains("[JsonSerializable(typeof(Version))]"));
    }

    private static Task<HttpResult> Answer(NoteFunction<NoteQuery> function, NoteQuery request, HttpRequestContext context) =>
        Task.FromResult(NoteFunction<NoteQuery>.Data(new NoteAnswer(request.Search, Now)));

    private static Task<APIGatewayHttpApiV2ProxyResponse> Invoke(
        Probe probe, Func<NoteFunction<NoteQuery>, NoteQuery, HttpRequestContext, Task<HttpResult>> work) =>
        new NoteFunction<NoteQuery>(probe.Options, work).InvokeAsync(HttpEvent.Create("GET /notes"), probe.Context());

    private static string? Error(APIGatewayHttpApiV2ProxyResponse answer) => (string?)JsonNode.Parse(answer.Body)!["error"]!["type"];
}
