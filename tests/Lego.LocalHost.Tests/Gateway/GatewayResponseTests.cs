using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Lego.Functions;
using Lego.LocalHost.Gateway;
using Lego.LocalHost.Tests.RuntimeApi;

namespace Lego.LocalHost.Tests.Gateway;

[Parallelizable]
[CancelAfter(30_000)]
public sealed class GatewayResponseTests
{
    [Test]
    public async Task Status_headers_cookies_and_body_come_from_the_function(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(_ => """
            {"statusCode":201,"headers":{"content-type":"application/json","X-Thing":"ä"},"cookies":["a=1; HttpOnly","b=2"],"body":"{\"x\":\"é\"}"}
            """);

        using var response = await gateway.Http.GetAsync("health", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/json"));
            Assert.That(response.Headers.GetValues("Set-Cookie"), Is.EqualTo(new[] { "a=1; HttpOnly", "b=2" }));
            Assert.That(response.Headers.Contains("X-Thing"), Is.True);
            Assert.That(await response.Content.ReadAsStringAsync(cancellationToken), Is.EqualTo("{\"x\":\"é\"}"));
        }
    }

    [Test]
    public async Task A_binary_body_goes_there_and_back_unchanged(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(received => new JsonObject
        {
            ["statusCode"] = 200,
            ["headers"] = new JsonObject { ["content-type"] = "image/png" },
            ["body"] = (string)received["body"]!,
            ["isBase64Encoded"] = true,
        }.ToJsonString());
        gateway.SignIn();
        var body = new byte[1_000_000];
        new Random(3).NextBytes(body);

        using var response = await gateway.Http.PostAsync("api/mocs", new ByteArrayContent(body), cancellationToken);

        Assert.That(await response.Content.ReadAsByteArrayAsync(cancellationToken), Is.EqualTo(body));
    }

    [Test]
    public async Task Output_without_a_status_is_the_body(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(_ => """{"any":["thing"]}""");

        using var response = await gateway.Http.GetAsync("health", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(response.Content.Headers.ContentType!.ToString(), Is.EqualTo("application/json"));
            Assert.That(await response.Content.ReadAsStringAsync(cancellationToken), Is.EqualTo("""{"any":["thing"]}"""));
        }
    }

    [TestCase("not json")]
    [TestCase("""{"statusCode":"often"}""")]
    [TestCase("""{"statusCode":99}""")]
    [TestCase("""{"statusCode":200,"body":{"not":"text"}}""")]
    [TestCase("""{"statusCode":200,"body":"%%%","isBase64Encoded":true}""")]
    [TestCase("""{"statusCode":200,"headers":["x"]}""")]
    [TestCase("""{"statusCode":200,"headers":{"x":"a\nb"}}""")]
    public async Task Malformed_output_is_500(string output, CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(_ => output);

        await ExpectAsync(await gateway.Http.GetAsync("health", cancellationToken), 500, "Internal Server Error", cancellationToken);
    }

    [Test]
    public async Task A_function_error_is_500_and_tells_nothing(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(
            answerRaw: _ => new TestRuntime.Answer("""{"errorMessage":"secret","errorType":"E"}""", IsError: true));

        await ExpectAsync(await gateway.Http.GetAsync("health", cancellationToken), 500, "Internal Server Error", cancellationToken);
    }

    [Test]
    public async Task An_answer_that_takes_too_long_is_503(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(
            options: new GatewayOptions { IntegrationTimeout = TimeSpan.FromMilliseconds(100) }, answerRaw: _ => null);

        await ExpectAsync(await gateway.Http.GetAsync("health", cancellationToken), 503, "Service Unavailable", cancellationToken);
    }

    [TestCase("GET", "nowhere")]
    [TestCase("PUT", "api/mocs")]
    [TestCase("GET", "api/mocs/")]
    [TestCase("GET", "API/mocs")]
    public async Task A_request_without_a_route_is_404(string method, string path, CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync();
        gateway.SignIn();

        await ExpectAsync(await gateway.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), cancellationToken), 404, "Not Found", cancellationToken);
    }

    [TestCase(7_000_000, TestName = "A_body_that_makes_the_event_too_large_is_413")]
    [TestCase(10 * 1024 * 1024 + 1, TestName = "A_body_above_the_gateways_limit_is_413")]
    public async Task A_large_body_is_413(int size, CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync();
        gateway.SignIn();
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/mocs") { Content = new ByteArrayContent(new byte[size]) };
        // Without waiting for leave to send, the answer may arrive before the body has left, which is an error to the client.
        request.Headers.ExpectContinue = true;

        await ExpectAsync(await gateway.Http.SendAsync(request, cancellationToken), 413, "Request Entity Too Large", cancellationToken);
    }

    [Test]
    public async Task A_body_that_just_fits_is_passed_on(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync();
        gateway.SignIn();

        using var response = await gateway.Http.PostAsync("api/mocs", new StringContent(new string('x', 6_200_000), Encoding.UTF8, "text/plain"), cancellationToken);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Requests_above_the_throttle_are_429(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(options: new GatewayOptions { RequestsPerSecond = 1, Burst = 1 });

        using var first = await gateway.Http.GetAsync("health", cancellationToken);

        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await ExpectAsync(await gateway.Http.GetAsync("health", cancellationToken), 429, "Too Many Requests", cancellationToken);
    }

    [Test]
    public async Task A_preflight_is_answered_without_a_function(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(options: new GatewayOptions { Cors = CorsPolicy.Parse("http://a.test, http://b.test") });
        using var request = new HttpRequestMessage(HttpMethod.Options, "api/mocs");
        request.Headers.Add("Origin", "http://b.test");

        using var response = await gateway.Http.SendAsync(request, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(response.Content.Headers.ContentLength, Is.Zero);
            Assert.That(Header(response, "Access-Control-Allow-Origin"), Is.EqualTo("http://b.test"));
            Assert.That(Header(response, "Access-Control-Allow-Credentials"), Is.EqualTo("true"));
            Assert.That(Header(response, "Access-Control-Allow-Methods"), Is.EqualTo("GET,POST,PUT,PATCH,DELETE,OPTIONS"));
            Assert.That(Header(response, "Access-Control-Allow-Headers"), Is.EqualTo("Content-Type,Authorization,X-Requested-With,X-Correlation-ID"));
            Assert.That(Header(response, "Access-Control-Max-Age"), Is.EqualTo("86400"));
            Assert.That(Header(response, "Vary"), Is.EqualTo("Origin"));
        }
    }

    [Test]
    public async Task A_strange_origin_is_not_let_in(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/mocs");
        request.Headers.Add("Origin", "http://evil.test");

        using var response = await gateway.Http.SendAsync(request, cancellationToken);

        Assert.That(response.Headers.Contains("Access-Control-Allow-Origin"), Is.False);
    }

    [Test]
    public void Literal_segments_win_over_parameters()
    {
        var routes = new RouteTable([Get("/api/images/{id}"), Get("/api/images/search"), Get("/api/{kind}/search"), Get("/api/mocs/{id}/files/{fileId}")]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(routes.Match("GET", "/api/images/search")!.Function.Id, Is.EqualTo("/api/images/search"));
            Assert.That(routes.Match("GET", "/api/images/7")!.Function.Id, Is.EqualTo("/api/images/{id}"));
            Assert.That(routes.Match("GET", "/api/albums/search")!.Parameters["kind"], Is.EqualTo("albums"));
            Assert.That(routes.Match("GET", "/api/mocs//files/1"), Is.Null);
            Assert.That(routes.Match("POST", "/api/images/7"), Is.Null);
        }
    }

    private static FunctionDefinition Get(string route) => new(route, "GET", route, 128, 10, Dependencies.None, FunctionCatalog.All[0].Create);

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private static async Task ExpectAsync(HttpResponseMessage response, int status, string message, CancellationToken cancellationToken)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(status));
            Assert.That(await response.Content.ReadAsStringAsync(cancellationToken), Is.EqualTo($$"""{"message":"{{message}}"}"""));
        }
    }
}
