using System.Net;
using System.Text.Json.Nodes;
using Lego.LocalHost.Gateway;
using Lego.LocalHost.Tests.RuntimeApi;

namespace Lego.LocalHost.Tests.Gateway;

[Parallelizable]
[CancelAfter(30_000)]
public sealed class RestResponseTests
{
    private static readonly GatewayOptions Rest = new() { Format = PayloadFormat.Version1 };

    [Test]
    public async Task Headers_and_lists_of_headers_are_merged(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(
            _ => """
            {"statusCode":201,"headers":{"X-Both":"single","X-Same":"1","Content-Type":"text/html"},
             "multiValueHeaders":{"Set-Cookie":["a=1; HttpOnly","b=2"],"X-Both":["m1","m2"],"X-Same":["1"],"content-type":["text/csv"]},"body":"ü"}
            """,
            Rest);

        using var response = await gateway.Http.GetAsync("health", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(response.Headers.GetValues("Set-Cookie"), Is.EqualTo(new[] { "a=1; HttpOnly", "b=2" }));
            Assert.That(response.Headers.GetValues("X-Both"), Is.EqualTo(new[] { "m1", "m2", "single" }));
            Assert.That(response.Headers.GetValues("X-Same"), Is.EqualTo(new[] { "1" }));
            Assert.That(response.Content.Headers.ContentType!.ToString(), Is.EqualTo("text/html"));
            Assert.That(await response.Content.ReadAsStringAsync(cancellationToken), Is.EqualTo("ü"));
        }
    }

    [Test]
    public async Task Without_a_type_the_body_is_JSON_and_cookies_of_format_2_0_mean_nothing(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(_ => """{"statusCode":200,"body":"{}","cookies":["a=1"],"multiValueHeaders":null}""", Rest);

        using var response = await gateway.Http.GetAsync("health", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Content.Headers.ContentType!.ToString(), Is.EqualTo("application/json"));
            Assert.That(response.Headers.Contains("Set-Cookie"), Is.False);
        }
    }

    [Test]
    public async Task A_binary_body_goes_there_and_back_unchanged(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(
            received => new JsonObject { ["statusCode"] = 200, ["body"] = (string)received["body"]!, ["isBase64Encoded"] = true }.ToJsonString(), Rest);
        gateway.SignIn();
        var body = new byte[1_000_000];
        new Random(3).NextBytes(body);

        using var response = await gateway.Http.PostAsync("api/mocs", new ByteArrayContent(body), cancellationToken);

        Assert.That(await response.Content.ReadAsByteArrayAsync(cancellationToken), Is.EqualTo(body));
    }

    [TestCase("not json")]
    [TestCase("""{"any":["thing"]}""")]
    [TestCase("\"text\"")]
    [TestCase("null")]
    [TestCase("""{"statusCode":"often"}""")]
    [TestCase("""{"statusCode":200,"body":{"not":"text"}}""")]
    [TestCase("""{"statusCode":200,"multiValueHeaders":{"x":"1"}}""")]
    [TestCase("""{"statusCode":200,"multiValueHeaders":["x"]}""")]
    [TestCase("""{"statusCode":200,"multiValueHeaders":{"x":["a\nb"]}}""")]
    [TestCase("""{"statusCode":200,"headers":{"x":["1"]}}""")]
    public async Task Malformed_output_is_502(string output, CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(_ => output, Rest);

        await ExpectAsync(
            await gateway.Http.GetAsync("health", cancellationToken), 502, """{"message": "Internal server error"}""", "InternalServerErrorException", cancellationToken);
    }

    [Test]
    public async Task A_function_error_is_502_and_tells_nothing(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(
            options: Rest, answerRaw: _ => new TestRuntime.Answer("""{"errorMessage":"secret","errorType":"E"}""", IsError: true));

        await ExpectAsync(
            await gateway.Http.GetAsync("health", cancellationToken), 502, """{"message": "Internal server error"}""", "InternalServerErrorException", cancellationToken);
    }

    [Test]
    public async Task An_answer_that_takes_too_long_is_504(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(
            options: Rest with { IntegrationTimeout = TimeSpan.FromMilliseconds(100) }, answerRaw: _ => null);

        await ExpectAsync(
            await gateway.Http.GetAsync("health", cancellationToken), 504, """{"message": "Endpoint request timed out"}""", "InternalServerErrorException", cancellationToken);
    }

    [Test]
    public async Task Requests_without_a_route_or_a_token_are_refused_as_by_a_REST_API(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(options: Rest);

        await ExpectAsync(
            await gateway.Http.GetAsync("nowhere", cancellationToken), 403, """{"message":"Missing Authentication Token"}""", "MissingAuthenticationTokenException", cancellationToken);
        await ExpectAsync(
            await gateway.Http.GetAsync("api/mocs", cancellationToken), 401, """{"message":"Unauthorized"}""", "UnauthorizedException", cancellationToken);
    }

    [Test]
    public async Task Requests_above_the_throttle_are_429(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(options: Rest with { RequestsPerSecond = 1, Burst = 1 });
        await gateway.Http.GetAsync("health", cancellationToken);

        await ExpectAsync(
            await gateway.Http.GetAsync("health", cancellationToken), 429, """{"message":"Too Many Requests"}""", "TooManyRequestsException", cancellationToken);
    }

    [Test]
    public async Task A_body_whose_base64_does_not_fit_is_413(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync(options: Rest);
        gateway.SignIn();
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/mocs") { Content = new StringContent(new string('x', 5_000_000)) };
        request.Headers.ExpectContinue = true;

        await ExpectAsync(await gateway.Http.SendAsync(request, cancellationToken), 413, """{"message":"Request Too Long"}""", null, cancellationToken);
    }

    private static async Task ExpectAsync(HttpResponseMessage response, int status, string body, string? errorType, CancellationToken cancellationToken)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(status));
            Assert.That(await response.Content.ReadAsStringAsync(cancellationToken), Is.EqualTo(body));
            Assert.That(response.Headers.TryGetValues("x-amzn-ErrorType", out var values) ? values.Single() : null, Is.EqualTo(errorType));
            Assert.That(response.Headers.Contains("x-amzn-RequestId"), Is.True);
            Assert.That(response.Headers.Contains("apigw-requestid"), Is.False);
        }
    }
}
