using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Lego.LocalHost.Tests.Gateway;
using Lego.LocalHost.Tokens;

namespace Lego.LocalHost.Tests.Attacks;

/// <summary>Paths that mean different things to different readers: none may reach a function without a token, or another than they name.</summary>
[Category("Attack")]
public sealed class GatewayPathTests
{
    private static readonly string[] Targets =
    [
        "/health/../api/mocs", "/health/%2e%2e/api/mocs", "/health/..%2fapi%2fmocs", "/health%2f..%2fapi/mocs", "//api/mocs", "/./api/mocs",
        "/api//mocs", "/api/mocs/", "/api/mocs/..", "/api/mocs/%2e%2e/%2e%2e/health", "/api/mocs/..;/..;/health", "/api/mocs;/health",
        "/api/mocs%00", "/api/mocs%00.json", "/api%2fmocs", "/api%252fmocs", "/API/MOCS", "/api/mocs%3f/health", "/api/mocs%23", "\\api\\mocs",
        "/api\\mocs", "/api/mocs/%5c..%5c..%5chealth", "/health;/../api/mocs", "http://127.0.0.1/api/mocs", "http://evil.test/api/mocs",
        "http://evil.test/health/../api/mocs", "/api/mocs/%c0%ae%c0%ae/health", "/api/mocs/%u002e%u002e", "/api/users/..%2f..%2fhealth",
        "/api/mocs/%0d%0aX-Evil:%201", "/api/mocs?x=%0d%0aX-Evil:%201", "/health/api/mocs", "/api/health", "/_local/../api/mocs",
        "/_local%2f..%2fapi%2fmocs", "/.well-known/../api/mocs",
    ];

    private readonly ConcurrentQueue<JsonNode> _seen = new();
    private GatewayHarness _gateway = null!;

    [OneTimeSetUp]
    public async Task Start() => _gateway = await GatewayHarness.StartAsync(received =>
    {
        _seen.Enqueue(received);
        return """{"statusCode":200,"body":"let in"}""";
    });

    [OneTimeTearDown]
    public async Task Stop() => await _gateway.DisposeAsync();

    [SetUp]
    public void Forget() => _seen.Clear();

    [TestCaseSource(nameof(Targets))]
    public async Task Without_a_token_no_path_leads_to_a_function(string target)
    {
        var answer = await RawHttp.SendAsync(Port, "GET", target, ("Host", "127.0.0.1"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(RawHttp.Status(answer), Is.EqualTo(400).Or.EqualTo(401).Or.EqualTo(404), answer);
            Assert.That(_seen, Is.Empty);
            Assert.That(answer.Split("\r\n\r\n")[0], Does.Not.Contain("X-Evil"));
        }
    }

    [TestCase("/api/mocs/..", "..", null)]
    [TestCase("/api/mocs/%2e%2e%2f%2e%2e%2fhealth", "../../health", null)]
    [TestCase("/api/mocs/a%2ffiles", "a/files", null)]
    [TestCase("/api/mocs/%252e%252e", "%2e%2e", null)]
    [TestCase("/api/mocs/x?id=y&mocId=z", "x", "y")]
    public async Task What_stands_in_one_segment_is_one_parameter_decoded_once(string target, string id, string? queryId)
    {
        await RawHttp.SendAsync(Port, "GET", target, ("Host", "evil.test"), ("Authorization", Token));

        var seen = _seen.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)seen["routeKey"], Is.EqualTo("GET /api/mocs/{id}"));
            Assert.That((string?)seen["pathParameters"]!["id"], Is.EqualTo(id));
            Assert.That((string?)seen["queryStringParameters"]?["id"], Is.EqualTo(queryId));
        }
    }

    [Test]
    public async Task Who_is_signed_in_cannot_be_said_by_headers()
    {
        await RawHttp.SendAsync(
            Port, "GET", "/api/mocs", ("Host", "x"), ("Authorization", Token), ("x-user-id", "somebody-else"), ("sub", "somebody-else"),
            ("X-Forwarded-User", "somebody-else"), ("x-amzn-oidc-identity", "somebody-else"));

        var context = _seen.Single()["requestContext"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)context["authorizer"]!["jwt"]!["claims"]!["sub"], Is.EqualTo(SampleUser.All[0].Subject));
            Assert.That((string?)context["http"]!["sourceIp"], Is.EqualTo("127.0.0.1"));
        }
    }

    private int Port => _gateway.Http.BaseAddress!.Port;

    private string Token => "Bearer " + _gateway.Tokens.Issue(SampleUser.All[0]);
}
