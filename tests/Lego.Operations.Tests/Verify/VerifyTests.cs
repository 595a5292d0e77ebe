using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Lego.Operations.Tests.Verify;

/// <summary>Verifies a local host that has everything.</summary>
[CancelAfter(180_000)]
public sealed class VerifyTests
{
    private LocalHostScope _host = null!;
    private RunningProgram _run = null!;

    [OneTimeSetUp]
    public async Task Verify()
    {
        _host = await LocalHostScope.StartAsync(new Dictionary<string, string?>(), CancellationToken.None);
        _run = await RunningProgram.VerifyAsync(CancellationToken.None, _host.Options);
        await TestContext.Out.WriteLineAsync(_run.Output);
    }

    [OneTimeTearDown]
    public ValueTask Stop() => _host.DisposeAsync();

    [Test]
    public void It_passes()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_run.ExitCode, Is.Zero);
            Assert.That(_run.Output, Does.Contain("checks are good."));
            Assert.That(_run.Error, Is.Empty);
        }
    }

    [TestCase("answers: MOCs")]
    [TestCase("answers: gallery")]
    [TestCase("answers: albums")]
    [TestCase("answers: wishlist")]
    [TestCase("answers: parts lists")]
    [TestCase("answers: profile")]
    [TestCase("traces")]
    [TestCase("calls: Postgres")]
    [TestCase("calls: S3")]
    [TestCase("calls: cache")]
    [TestCase("calls: search")]
    [TestCase("calls: user pool")]
    [TestCase("map: Postgres")]
    [TestCase("map: S3")]
    [TestCase("map: cache")]
    [TestCase("map: search")]
    [TestCase("map: user pool")]
    [TestCase("annotation userId")]
    [TestCase("annotation mocId")]
    [TestCase("annotation imageId")]
    [TestCase("annotation errorType")]
    [TestCase("error trace: 404 of moc-get")]
    [TestCase("error trace: 400 of moc-create")]
    [TestCase("secrets")]
    [TestCase("log lines")]
    [TestCase("limits")]
    public void Each_check_has_its_row(string check) => Assert.That(_run.Row(check), Does.EndWith(" ok"));

    [Test]
    public async Task What_it_made_is_gone_again(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = _host.Stack.Gateway };
        var token = await http.GetStringAsync("_local/token?user=ada", cancellationToken);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());

        // Four MOCs came with the new data folder.
        var left = new[]
        {
            await TotalAsync(http, "api/mocs", cancellationToken),
            await TotalAsync(http, "api/images", cancellationToken),
            await TotalAsync(http, "api/albums", cancellationToken),
            await TotalAsync(http, "api/wishlist", cancellationToken),
        };

        Assert.That(left, Is.EqualTo(new[] { 4, 0, 0, 0 }));
    }

    [Test]
    public async Task A_run_with_nobody_but_one_user_passes_too(CancellationToken cancellationToken)
    {
        var options = Operations.Verify.VerifyOptions.Read(_host.Options, static _ => null);
        using var http = new HttpClient();
        var user = await Lego.Demo.DemoUser.SignInLocallyAsync(options.Api, "linus", cancellationToken);
        var verification = new Operations.Verify.Verification(
            options, Operations.Verify.Telemetry.Of(options, http, TimeProvider.System), http, TimeProvider.System, static _ => { });

        var checks = await verification.RunAsync(user, null, cancellationToken);

        Assert.That(checks.Where(check => !check.IsGood).Select(check => check.Advice), Is.Empty);
    }

    private static async Task<int> TotalAsync(HttpClient http, string path, CancellationToken cancellationToken) =>
        (int)JsonNode.Parse(await http.GetStringAsync(path, cancellationToken))!["total"]!;
}
