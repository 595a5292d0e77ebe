using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Lego.Functions;
using Lego.LocalHost.RuntimeApi;

namespace Lego.LocalHost.Tests.RuntimeApi;

[Parallelizable]
[CancelAfter(30_000)]
public sealed class RuntimeApiServerTests
{
    private static readonly byte[] Event = "{\"n\":1}"u8.ToArray();

    private RuntimeApiServer _server = null!;
    private HttpClient _http = null!;

    [SetUp]
    public async Task SetUp()
    {
        _server = await RuntimeApiServer.StartAsync(new RuntimeApiOptions { Region = "eu-test-1", AccountId = "123456789012" }, CancellationToken.None);
        _http = new HttpClient { BaseAddress = new Uri($"http://{_server.Address}/2018-06-01/runtime/") };
    }

    [TearDown]
    public async Task TearDown()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Next_carries_the_event_and_the_headers_of_the_protocol(CancellationToken cancellationToken)
    {
        var before = TimeProvider.System.GetUtcNow();
        var invocation = _server.InvokeAsync("moc-get", Event, "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1", cancellationToken);
        using var next = await _http.GetAsync("invocation/next", cancellationToken);
        var polled = new TestRuntime.Polled(next.Headers, await next.Content.ReadAsStringAsync(cancellationToken));
        using var posted = await PostAsync(polled.RequestId, "response", "\"done\"", cancellationToken);
        var result = await invocation;

        var deadline = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(polled["Lambda-Runtime-Deadline-Ms"], CultureInfo.InvariantCulture));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(polled.Event, Is.EqualTo("{\"n\":1}"));
            Assert.That(polled["Lambda-Runtime-Invoked-Function-Arn"], Is.EqualTo("arn:aws:lambda:eu-test-1:123456789012:function:moc-get"));
            Assert.That(polled["Lambda-Runtime-Trace-Id"], Is.EqualTo("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"));
            Assert.That(deadline, Is.EqualTo(before.AddSeconds(30)).Within(TimeSpan.FromSeconds(5)));
            Assert.That(posted.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
            Assert.That(await posted.Content.ReadAsStringAsync(cancellationToken), Is.EqualTo("""{"status":"OK"}"""));
            Assert.That(result.IsSuccess, Is.True);
            Assert.That(result.RequestId, Is.EqualTo(polled.RequestId));
            Assert.That(Encoding.UTF8.GetString(result.Payload.Span), Is.EqualTo("\"done\""));
        }
    }

    [Test]
    public async Task Many_polls_serve_many_invocations_and_each_gets_its_own_answer(CancellationToken cancellationToken)
    {
        await using var runtime = new TestRuntime(_server.Address, polled => new TestRuntime.Answer(polled.Event), polls: 8);

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(n =>
            _server.InvokeAsync("health", Encoding.UTF8.GetBytes($"{n}"), null, cancellationToken)));

        Assert.That(results.Select(result => Encoding.UTF8.GetString(result.Payload.Span)), Is.EqualTo(Enumerable.Range(0, 50).Select(n => $"{n}")));
    }

    [Test]
    public async Task Only_the_first_invocation_of_a_process_is_a_cold_start(CancellationToken cancellationToken)
    {
        await using var runtime = new TestRuntime(_server.Address, _ => new TestRuntime.Answer("1"));

        var first = await _server.InvokeAsync("moc-get", Event, null, cancellationToken);
        var second = await _server.InvokeAsync("moc-get", Event, null, cancellationToken);
        var other = await _server.InvokeAsync("moc-list", Event, null, cancellationToken);
        _server.FailRunning("Runtime.ExitError", "gone");
        var afterDeath = await _server.InvokeAsync("moc-get", Event, null, cancellationToken);

        Assert.That(new[] { first, second, other, afterDeath }.Select(result => result.ColdStart), Is.EqualTo(new[] { true, false, false, true }));
    }

    [Test]
    public async Task An_error_keeps_its_document_and_the_cause_for_the_trace(CancellationToken cancellationToken)
    {
        const string Error = """{"errorMessage":"no","errorType":"InvalidOperationException"}""";
        await using var runtime = new TestRuntime(_server.Address, _ => new TestRuntime.Answer(Error, IsError: true, XRayCause: """{"exceptions":[]}"""));

        var result = await _server.InvokeAsync("moc-get", Event, null, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Outcome, Is.EqualTo(InvocationOutcome.Error));
            Assert.That(result.ErrorType, Is.EqualTo("InvalidOperationException"));
            Assert.That(result.XRayErrorCause, Is.EqualTo("""{"exceptions":[]}"""));
            Assert.That(Encoding.UTF8.GetString(result.Payload.Span), Is.EqualTo(Error));
        }
    }

    [Test]
    public async Task An_invocation_that_is_not_answered_in_time_fails_and_a_late_answer_is_refused(CancellationToken cancellationToken)
    {
        var quick = new FunctionDefinition("quick", "GET", "/quick", 128, 1, Dependencies.None, FunctionCatalog.All[0].Create);
        var invocation = _server.InvokeAsync(quick, Event, null, cancellationToken);
        var requestId = await NextRequestIdAsync(cancellationToken);

        var result = await invocation;
        using var late = await PostAsync(requestId, "response", "1", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Outcome, Is.EqualTo(InvocationOutcome.Timeout));
            Assert.That(Encoding.UTF8.GetString(result.Payload.Span), Does.Contain("Task timed out after 1.00 seconds"));
            Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    [Test]
    public async Task A_request_id_that_is_not_open_is_refused(CancellationToken cancellationToken)
    {
        using var response = await PostAsync("00000000-0000-0000-0000-000000000000", "response", "1", cancellationToken);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That((string?)error["errorType"], Is.EqualTo("InvalidRequestID"));
        }
    }

    [Test]
    public async Task An_answer_with_the_invocation_id_of_another_attempt_is_refused(CancellationToken cancellationToken)
    {
        var invocation = _server.InvokeAsync("health", Event, null, cancellationToken);
        var requestId = await NextRequestIdAsync(cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"invocation/{requestId}/response") { Content = new StringContent("1") };
        request.Headers.Add("Lambda-Runtime-Invocation-Id", "another");
        using var refused = await _http.SendAsync(request, cancellationToken);
        using var accepted = await PostAsync(requestId, "response", "2", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(accepted.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
            Assert.That(Encoding.UTF8.GetString((await invocation).Payload.Span), Is.EqualTo("2"));
        }
    }

    [Test]
    public async Task A_response_above_the_limit_is_refused_and_fails_the_invocation(CancellationToken cancellationToken)
    {
        var invocation = _server.InvokeAsync("health", Event, null, cancellationToken);
        var requestId = await NextRequestIdAsync(cancellationToken);

        using var posted = await PostAsync(requestId, "response", new string('x', LambdaLimits.ResponseBytes + 1), cancellationToken);
        var result = await invocation;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(posted.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
            Assert.That(result.Outcome, Is.EqualTo(InvocationOutcome.Error));
            Assert.That(result.ErrorType, Is.EqualTo("Function.ResponseSizeTooLarge"));
        }
    }

    [Test]
    public async Task A_response_of_exactly_the_limit_is_taken(CancellationToken cancellationToken)
    {
        await using var runtime = new TestRuntime(_server.Address, _ => new TestRuntime.Answer(new string('x', LambdaLimits.ResponseBytes)));

        var result = await _server.InvokeAsync("health", Event, null, cancellationToken);

        Assert.That(result.Payload.Length, Is.EqualTo(LambdaLimits.ResponseBytes));
    }

    [Test]
    public void An_event_above_the_limit_names_it() =>
        Assert.That(
            async () => await _server.InvokeAsync("health", new byte[LambdaLimits.RequestBytes + 1], null, CancellationToken.None),
            Throws.ArgumentException.With.Message.Contains("6291456"));

    [Test]
    public async Task An_init_error_fails_what_waits(CancellationToken cancellationToken)
    {
        var invocation = _server.InvokeAsync("health", Event, null, cancellationToken);
        using var posted = await _http.PostAsync("init/error", new StringContent("""{"errorMessage":"no config","errorType":"Init.Failed"}"""), cancellationToken);
        var result = await invocation;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(posted.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
            Assert.That(result.ErrorType, Is.EqualTo("Init.Failed"));
        }
    }

    [Test]
    public async Task The_death_of_the_process_fails_what_runs_but_not_what_waits(CancellationToken cancellationToken)
    {
        var running = _server.InvokeAsync("health", Event, null, cancellationToken);
        await NextRequestIdAsync(cancellationToken);
        var waiting = _server.InvokeAsync("health", Event, null, cancellationToken);

        _server.FailRunning("Runtime.ExitError", "Runtime exited with error: exit status 134");
        var failed = await running;
        await using var runtime = new TestRuntime(_server.Address, _ => new TestRuntime.Answer("1"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.ErrorType, Is.EqualTo("Runtime.ExitError"));
            Assert.That(Encoding.UTF8.GetString(failed.Payload.Span), Does.Contain("exit status 134"));
            Assert.That((await waiting).IsSuccess, Is.True);
        }
    }

    [Test]
    public async Task A_poll_that_was_given_up_loses_no_invocation(CancellationToken cancellationToken)
    {
        using var givingUp = new CancellationTokenSource();
        var poll = _http.GetAsync("invocation/next", givingUp.Token);
        await givingUp.CancelAsync();
        Assert.That(async () => await poll, Throws.InstanceOf<OperationCanceledException>());

        await using var runtime = new TestRuntime(_server.Address, _ => new TestRuntime.Answer("1"));
        var result = await _server.InvokeAsync("health", Event, null, cancellationToken);

        Assert.That(result.IsSuccess, Is.True);
    }

    private async Task<string> NextRequestIdAsync(CancellationToken cancellationToken)
    {
        using var next = await _http.GetAsync("invocation/next", cancellationToken);
        return next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single();
    }

    private Task<HttpResponseMessage> PostAsync(string requestId, string kind, string body, CancellationToken cancellationToken) =>
        _http.PostAsync($"invocation/{requestId}/{kind}", new StringContent(body), cancellationToken);
}
