namespace Lego.TraceConsole.Tests.Attacks;

/// <summary>What a browser is told about every answer of the console, so that a text that slipped through could still do nothing.</summary>
[Category("Attack")]
public sealed class ContentPolicyTests
{
    private static readonly string[] Addresses =
    [
        "/", "/traces", "/traces/" + SampleTrace.Id, "/traces/" + SampleTrace.Id + "/rows/" + SampleTrace.Root, "/map", "/map/fragment", "/dashboard", "/dashboard/fragment",
        "/sampling", "/api/traces", "/api/traces/" + SampleTrace.Id, "/api/stats", "/api/filter/suggestions?text=a", "/assets/console.js", "/assets/icon.svg", "/assets/nothing",
        "/nowhere", "/traces/nothing", "/%3Cscript%3E", "/traces?q=%3Cscript%3E",
    ];

    private ConsoleFixture _console = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _console = await ConsoleFixture.StartAsync();
        await _console.SendAllAsync(SampleTrace.Documents());
    }

    [OneTimeTearDown]
    public async Task Stop() => await _console.DisposeAsync();

    [TestCaseSource(nameof(Addresses))]
    public async Task Nothing_runs_loads_or_frames_but_the_consoles_own_files(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_console.Server.Endpoint, address));
        using var response = await _console.SendAsync(request);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single().Split(';', StringSplitOptions.TrimEntries);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(policy, Is.SupersetOf(new[] { "default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'" }));
            Assert.That(policy.Where(rule => rule.StartsWith("script", StringComparison.Ordinal)), Has.All.Not.Contains("unsafe"));
            Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
            Assert.That(response.Headers.Where(header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase)), Is.Empty);
        }
    }

    [Test]
    public async Task An_answer_as_JSON_is_no_page()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_console.Server.Endpoint, "/api/traces/" + SampleTrace.Id));
        using var response = await _console.SendAsync(request);

        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/json"));
    }
}
