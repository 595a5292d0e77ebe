using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Lego.LocalHost.Gateway;
using Lego.LocalHost.RuntimeApi;
using Lego.LocalHost.Tests.RuntimeApi;
using Lego.LocalHost.Tests.Tracing;
using Lego.LocalHost.Tokens;
using Lego.LocalHost.Tracing;

namespace Lego.LocalHost.Tests.Gateway;

/// <summary>A gateway over a Runtime API that the test itself polls.</summary>
internal sealed class GatewayHarness : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<IAsyncDisposable> _running = [];
    private DaemonSink _sink = null!;

    public const string Issuer = "http://issuer.test";

    public TokenIssuer Tokens { get; private set; } = null!;

    public TestDaemon Daemon { get; } = new();

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public RuntimeApiServer RuntimeApi { get; private set; } = null!;

    public static async Task<GatewayHarness> StartAsync(
        Func<JsonNode, string>? answer = null, GatewayOptions? options = null, Func<TestRuntime.Polled, TestRuntime.Answer?>? answerRaw = null)
    {
        var harness = new GatewayHarness();
        harness.RuntimeApi = await RuntimeApiServer.StartAsync(new RuntimeApiOptions(), CancellationToken.None);
        harness.Tokens = await TokenIssuer.OpenAsync(harness._folder.Path, Issuer, TimeProvider.System, CancellationToken.None);
        harness._sink = new DaemonSink(harness.Daemon.Address);
        var gateway = await GatewayServer.StartAsync(
            options ?? new GatewayOptions(),
            new JwtAuthorizer(Issuer, harness.Tokens.Audience, harness.Tokens.Key, TimeProvider.System),
            harness.RuntimeApi,
            harness._sink,
            localPages: null,
            CancellationToken.None);
        harness.Http.BaseAddress = gateway.Endpoint;
        answerRaw ??= polled => new TestRuntime.Answer((answer ?? (_ => """{"statusCode":200,"body":"ok"}"""))(JsonNode.Parse(polled.Event)!));
        harness._running.AddRange([new TestRuntime(harness.RuntimeApi.Address, answerRaw, polls: 4), gateway, harness.RuntimeApi]);
        return harness;
    }

    public void SignIn(string user = "ada") =>
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Issue(SampleUser.Find(user)!));

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _running)
        {
            await part.DisposeAsync();
        }

        Http.Dispose();
        Tokens.Dispose();
        _sink.Dispose();
        Daemon.Dispose();
        _folder.Dispose();
    }
}
