using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.LocalHost.Gateway;

namespace Lego.LocalHost.Tests.Gateway;

/// <summary>What the gateway sends as a REST stage. The expected members are those that AWS was seen to send.</summary>
[Parallelizable]
[CancelAfter(30_000)]
public sealed class RestEventShapeTests
{
    private GatewayHarness _gateway = null!;
    private JsonNode? _event;

    private JsonNode Event => _event!;

    [SetUp]
    public async Task SetUp()
    {
        _gateway = await GatewayHarness.StartAsync(
            received =>
            {
                _event = received;
                return """{"statusCode":200}""";
            },
            new GatewayOptions { Format = PayloadFormat.Version1 });
        _gateway.SignIn();
    }

    [TearDown]
    public async Task TearDown() => await _gateway.DisposeAsync();

    [Test]
    public async Task A_signed_in_get_has_the_members_that_AWS_builds(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/mocs/a%2Fb?page=2&tag=a%20b&tag=c+d");
        request.Headers.Add("X-Custom", ["one", "two"]);
        request.Headers.Add("Cookie", "a=1; b=2");
        request.Headers.UserAgent.ParseAdd("test/1.0");
        using var response = await _gateway.Http.SendAsync(request, cancellationToken);

        var context = Event["requestContext"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Event.AsObject().ContainsKey("version"), Is.False);
            Assert.That((string?)Event["resource"], Is.EqualTo("/api/mocs/{id}"));
            Assert.That((string?)Event["path"], Is.EqualTo("/api/mocs/a%2Fb"));
            Assert.That((string?)Event["httpMethod"], Is.EqualTo("GET"));
            Assert.That(Event["queryStringParameters"]!.ToJsonString(), Is.EqualTo("""{"page":"2","tag":"c d"}"""));
            Assert.That(Event["multiValueQueryStringParameters"]!.ToJsonString(), Is.EqualTo("""{"page":["2"],"tag":["a b","c d"]}"""));
            Assert.That(Event["pathParameters"]!.ToJsonString(), Is.EqualTo("""{"id":"a%2Fb"}"""));
            Assert.That((string?)Event["headers"]!["Cookie"], Is.EqualTo("a=1; b=2"));
            Assert.That(string.Join(", ", Event["multiValueHeaders"]!["X-Custom"]!.AsArray().Select(value => (string)value!)), Is.EqualTo("one, two"));
            Assert.That(Event["headers"]!.AsObject().Select(header => header.Key), Is.EqualTo(Event["multiValueHeaders"]!.AsObject().Select(header => header.Key)));
            Assert.That((string?)Event["headers"]!["X-Forwarded-For"], Is.EqualTo("127.0.0.1"));
            Assert.That((string?)Event["headers"]!["X-Amzn-Trace-Id"], Does.StartWith("Root=1-"));
            Assert.That((string?)context["resourcePath"], Is.EqualTo("/api/mocs/{id}"));
            Assert.That((string?)context["path"], Is.EqualTo("/api/mocs/a%2Fb"));
            Assert.That((string?)context["stage"], Is.EqualTo("local"));
            Assert.That((string?)context["identity"]!["sourceIp"], Is.EqualTo("127.0.0.1"));
            Assert.That((string?)context["identity"]!["userAgent"], Is.EqualTo("test/1.0"));
            Assert.That((string?)context["requestTime"], Does.Match(@"^\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000$"));
            Assert.That((long)context["requestTimeEpoch"]!, Is.GreaterThan(1_700_000_000_000));
            Assert.That((string?)context["authorizer"]!["claims"]!["sub"], Is.EqualTo("a0a0a0a0-0000-4000-8000-000000000001"));
            Assert.That(context["authorizer"]!["claims"]!.AsObject().Select(claim => claim.Value!.GetValueKind()), Has.All.EqualTo(JsonValueKind.String));
            Assert.That(response.Headers.GetValues("x-amzn-RequestId").Single(), Is.EqualTo((string?)context["requestId"]));
        }
    }

    [Test]
    public async Task Members_without_content_are_null(CancellationToken cancellationToken)
    {
        _gateway.Http.DefaultRequestHeaders.Authorization = null;

        await _gateway.Http.GetAsync("health", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            foreach (var member in new[] { "body", "queryStringParameters", "multiValueQueryStringParameters", "pathParameters", "stageVariables" })
            {
                Assert.That(Event.AsObject().ContainsKey(member), Is.True, member);
                Assert.That(Event[member], Is.Null, member);
            }

            Assert.That((bool)Event["isBase64Encoded"]!, Is.False);
            Assert.That(Event["requestContext"]!.AsObject().ContainsKey("authorizer"), Is.False);
            Assert.That(Event["requestContext"]!["identity"]!.AsObject().ContainsKey("userArn"), Is.True);
        }
    }

    [TestCase("application/json")]
    [TestCase("text/plain")]
    [TestCase("image/png")]
    [TestCase(null)]
    public async Task Every_body_arrives_as_base64(string? contentType, CancellationToken cancellationToken)
    {
        var body = new byte[100_001];
        new Random(7).NextBytes(body);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);

        using var response = await _gateway.Http.PostAsync("api/mocs", content, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(200));
            Assert.That(Convert.FromBase64String((string)Event["body"]!), Is.EqualTo(body));
            Assert.That((bool)Event["isBase64Encoded"]!, Is.True);
        }
    }
}
