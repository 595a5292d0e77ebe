using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Lego.LocalHost.Tests.Gateway;

[Parallelizable]
[CancelAfter(30_000)]
public sealed class EventShapeTests
{
    private GatewayHarness _gateway = null!;
    private JsonNode? _event;

    private JsonNode Event => _event!;

    [SetUp]
    public async Task SetUp()
    {
        _gateway = await GatewayHarness.StartAsync(received =>
        {
            _event = received;
            return """{"statusCode":200}""";
        });
        _gateway.SignIn();
    }

    [TearDown]
    public async Task TearDown() => await _gateway.DisposeAsync();

    [Test]
    public async Task A_signed_in_get_has_the_members_that_AWS_builds(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/mocs/8f1c?page=2&tag=a%20b&tag=c");
        request.Headers.Add("X-Custom", ["one", "two"]);
        request.Headers.Add("Cookie", "a=1; b=2");
        request.Headers.UserAgent.ParseAdd("test/1.0");
        using var response = await _gateway.Http.SendAsync(request, cancellationToken);

        var context = Event["requestContext"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)Event["version"], Is.EqualTo("2.0"));
            Assert.That((string?)Event["routeKey"], Is.EqualTo("GET /api/mocs/{id}"));
            Assert.That((string?)Event["rawPath"], Is.EqualTo("/api/mocs/8f1c"));
            Assert.That((string?)Event["rawQueryString"], Is.EqualTo("page=2&tag=a%20b&tag=c"));
            Assert.That(Event["queryStringParameters"]!.ToJsonString(), Is.EqualTo("""{"page":"2","tag":"a b,c"}"""));
            Assert.That(Event["pathParameters"]!.ToJsonString(), Is.EqualTo("""{"id":"8f1c"}"""));
            Assert.That(Event["cookies"]!.ToJsonString(), Is.EqualTo("""["a=1","b=2"]"""));
            Assert.That((string?)Event["headers"]!["x-custom"], Is.EqualTo("one,two").Or.EqualTo("one, two"));
            Assert.That(Event["headers"]!.AsObject().Select(header => header.Key), Has.None.EqualTo("cookie").And.None.Match("[A-Z]"));
            Assert.That((string?)Event["headers"]!["x-forwarded-for"], Is.EqualTo("127.0.0.1"));
            Assert.That(Event.AsObject().ContainsKey("body"), Is.False);
            Assert.That((bool)Event["isBase64Encoded"]!, Is.False);
            Assert.That(context["http"]!.ToJsonString(), Is.EqualTo("""{"method":"GET","path":"/api/mocs/8f1c","protocol":"HTTP/1.1","sourceIp":"127.0.0.1","userAgent":"test/1.0"}"""));
            Assert.That((string?)context["stage"], Is.EqualTo("$default"));
            Assert.That((string?)context["time"], Does.Match(@"^\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000$"));
            Assert.That((long)context["timeEpoch"]!, Is.GreaterThan(1_700_000_000_000));
            Assert.That(response.Headers.GetValues("apigw-requestid").Single(), Is.EqualTo((string?)context["requestId"]));
        }
    }

    [Test]
    public async Task Claims_are_strings_and_scopes_of_a_route_without_any_are_null(CancellationToken cancellationToken)
    {
        await _gateway.Http.GetAsync("api/mocs", cancellationToken);

        var jwt = Event["requestContext"]!["authorizer"]!["jwt"]!.AsObject();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)jwt["claims"]!["sub"], Is.EqualTo("a0a0a0a0-0000-4000-8000-000000000001"));
            Assert.That(jwt["claims"]!.AsObject().Select(claim => claim.Value!.GetValueKind()), Has.All.EqualTo(System.Text.Json.JsonValueKind.String));
            Assert.That(jwt.ContainsKey("scopes"), Is.True);
            Assert.That(jwt["scopes"], Is.Null);
        }
    }

    [Test]
    public async Task Members_without_content_are_absent(CancellationToken cancellationToken)
    {
        _gateway.Http.DefaultRequestHeaders.Authorization = null;

        await _gateway.Http.GetAsync("health", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Event.AsObject().Select(member => member.Key),
                Is.EquivalentTo(new[] { "version", "routeKey", "rawPath", "rawQueryString", "headers", "requestContext", "isBase64Encoded" }));
            Assert.That((string?)Event["rawQueryString"], Is.Empty);
            Assert.That(Event["requestContext"]!.AsObject().ContainsKey("authorizer"), Is.False);
        }
    }

    [Test]
    public async Task The_path_is_decoded_once_and_an_encoded_slash_stays_in_its_parameter(CancellationToken cancellationToken)
    {
        await _gateway.Http.GetAsync("api/mocs/a%2Fb%2520c", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)Event["rawPath"], Is.EqualTo("/api/mocs/a/b%20c"));
            Assert.That((string?)Event["pathParameters"]!["id"], Is.EqualTo("a/b%20c"));
        }
    }

    [TestCase("application/json")]
    [TestCase("application/problem+json; charset=utf-8")]
    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    public async Task A_text_body_arrives_as_it_was_sent(string contentType, CancellationToken cancellationToken)
    {
        const string Body = "{\"title\":\"Größe \\\"XL\\\" 🧱\"}\n";

        await PostAsync(Encoding.UTF8.GetBytes(Body), contentType, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)Event["body"], Is.EqualTo(Body));
            Assert.That((bool)Event["isBase64Encoded"]!, Is.False);
        }
    }

    [TestCase("image/png")]
    [TestCase("multipart/form-data; boundary=x")]
    [TestCase(null)]
    public async Task Any_other_body_arrives_as_base64(string? contentType, CancellationToken cancellationToken)
    {
        var body = new byte[300_001];
        new Random(7).NextBytes(body);

        await PostAsync(body, contentType, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Convert.FromBase64String((string)Event["body"]!), Is.EqualTo(body));
            Assert.That((bool)Event["isBase64Encoded"]!, Is.True);
        }
    }

    [Test]
    public async Task A_long_text_body_is_whole_whatever_pieces_it_comes_in(CancellationToken cancellationToken)
    {
        var body = string.Concat(Enumerable.Repeat("aé漢🧱", 50_000));

        await PostAsync(Encoding.UTF8.GetBytes(body), "text/plain", cancellationToken);

        Assert.That((string?)Event["body"], Is.EqualTo(body));
    }

    [Test]
    public async Task Text_that_is_not_UTF8_does_not_break_the_event(CancellationToken cancellationToken)
    {
        await PostAsync([(byte)'a', 0xFF, (byte)'b', 0xC3], "text/plain", cancellationToken);

        Assert.That((string?)Event["body"], Does.StartWith("a\uFFFDb"));
    }

    [TestCase(null, "^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$")]
    [TestCase("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=x", "^Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=x$")]
    [TestCase("Sampled=0", "^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Sampled=0$")]
    public async Task The_trace_header_has_the_callers_members_and_at_least_a_root(string? sent, string expected, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/mocs");
        if (sent is not null)
        {
            request.Headers.Add("X-Amzn-Trace-Id", sent);
        }

        await _gateway.Http.SendAsync(request, cancellationToken);

        Assert.That((string?)Event["headers"]!["x-amzn-trace-id"], Does.Match(expected));
    }

    private async Task PostAsync(byte[] body, string? contentType, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        using var response = await _gateway.Http.PostAsync("api/mocs", content, cancellationToken);
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
    }
}
