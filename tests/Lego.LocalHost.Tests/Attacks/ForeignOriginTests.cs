using Lego.LocalHost.Gateway;
using Lego.LocalHost.Tests.Gateway;

namespace Lego.LocalHost.Tests.Attacks;

/// <summary>Origins that look like an allowed one: no browser may hand them an answer of the gateway.</summary>
[Category("Attack")]
public sealed class ForeignOriginTests
{
    private const string Allowed = "https://app.lego.test";

    private static readonly string[] Origins =
    [
        "null", "", "*", "https://evil.test", "http://app.lego.test", "https://app.lego.test.evil.test", "https://evil-app.lego.test",
        "https://sub.app.lego.test", "https://lego.test", "https://app.lego.test:444", "https://app.lego.test:443", "https://app.lego.test/",
        "https://app.lego.test/path", "https://app.lego.test@evil.test", "https://evil.test#https://app.lego.test",
        "https://evil.test?https://app.lego.test", "https://app.lego.test,https://evil.test", "https://evil.test, https://app.lego.test",
        "https://app.lego.test https://evil.test", "https://APP.lego.test", "HTTPS://app.lego.test", "https://app.lego.test%0d%0aX: 1",
        "https://app_lego.test", "https://appXlego.test", "file://", "app.lego.test", "//app.lego.test", "https:app.lego.test", "http://127.0.0.1",
        "http://localhost", "chrome-extension://app.lego.test",
    ];

    private GatewayHarness _gateway = null!;

    [OneTimeSetUp]
    public async Task Start() =>
        _gateway = await GatewayHarness.StartAsync(options: new GatewayOptions { Cors = CorsPolicy.Parse(Allowed) });

    [OneTimeTearDown]
    public async Task Stop() => await _gateway.DisposeAsync();

    [TestCaseSource(nameof(Origins))]
    public async Task A_foreign_origin_is_told_nothing_in_preflights_and_refusals(string origin)
    {
        var port = _gateway.Http.BaseAddress!.Port;
        var preflight = await RawHttp.SendAsync(
            port, "OPTIONS", "/api/mocs", ("Host", "x"), ("Origin", origin), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization"));
        var refusal = await RawHttp.SendAsync(port, "GET", "/api/mocs", ("Host", "x"), ("Origin", origin));
        var missing = await RawHttp.SendAsync(port, "GET", "/nowhere", ("Host", "x"), ("Origin", origin));

        using (Assert.EnterMultipleScope())
        {
            foreach (var answer in new[] { preflight, refusal, missing })
            {
                Assert.That(answer, Does.Not.Contain("Access-Control-Allow-Origin").IgnoreCase);
                Assert.That(answer, Does.Not.Contain("Access-Control-Allow-Credentials").IgnoreCase);
                Assert.That(answer, Does.Contain("Vary: Origin"), "or a cache would hand on the answer for another origin");
            }
        }
    }

    [Test]
    public async Task The_allowed_origin_is_named_alone_and_never_as_a_wildcard()
    {
        var answer = await RawHttp.SendAsync(_gateway.Http.BaseAddress!.Port, "GET", "/api/mocs", ("Host", "x"), ("Origin", Allowed));

        Assert.That(answer, Does.Contain($"Access-Control-Allow-Origin: {Allowed}\r\n").And.Not.Contain("Allow-Origin: *"));
    }

    [Test]
    public async Task Two_origins_are_none()
    {
        var answer = await RawHttp.SendAsync(
            _gateway.Http.BaseAddress!.Port, "GET", "/api/mocs", ("Host", "x"), ("Origin", Allowed), ("Origin", "https://evil.test"));

        Assert.That(answer, Does.Not.Contain("Access-Control-Allow-Origin"));
    }
}
