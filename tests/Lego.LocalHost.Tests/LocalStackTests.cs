using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Lego.Functions;
using Lego.Functions.Shared;
using Lego.LocalHost.Embedded.UserPool;
using Lego.LocalHost.Gateway;
using Lego.LocalHost.Hosting;
using Lego.LocalHost.Tests.RuntimeApi;
using Lego.LocalHost.Tests.UserPool;

namespace Lego.LocalHost.Tests;

[CancelAfter(120_000)]
public sealed class LocalStackTests
{
    private TemporaryFolder _folder = null!;
    private LocalStack _stack = null!;
    private HttpClient _http = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _folder = new TemporaryFolder();
        _stack = await LocalStack.StartAsync(LocalStackOptions.ForTests(_folder.Path) with { RunFunctions = false }, CancellationToken.None);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _stack.Gateway };
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _http.Dispose();
        await _stack.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task The_page_says_what_it_is_for_and_lists_users_and_switches(CancellationToken cancellationToken)
    {
        var page = await _http.GetStringAsync("_local", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Contain("Local development only"));
            Assert.That(page, Does.Contain("ada@example.test").And.Contain("grace@example.test"));
            Assert.That(page, Does.Contain("/_local/services/redis/stop").And.Contain("/_local/services/postgres/stop").And.Contain("/_local/services/s3/stop"));
            Assert.That(page, Does.Contain("/_local/services/userpool/stop"));
            Assert.That(page, Does.Contain("curl -s -H"));
        }
    }

    [Test]
    public async Task A_token_from_the_page_opens_the_api(CancellationToken cancellationToken)
    {
        await using var runtime = new TestRuntime(_stack.RuntimeApi.Address, polled =>
            new TestRuntime.Answer(new JsonObject
            {
                ["statusCode"] = 200,
                ["body"] = (string)JsonNode.Parse(polled.Event)!["requestContext"]!["authorizer"]!["jwt"]!["claims"]!["sub"]!,
            }.ToJsonString()));
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/mocs");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _http.GetStringAsync("_local/token?user=grace", cancellationToken));

        using var response = await _http.SendAsync(request, cancellationToken);

        Assert.That(await response.Content.ReadAsStringAsync(cancellationToken), Is.EqualTo("a0a0a0a0-0000-4000-8000-000000000002"));
    }

    [Test]
    public async Task A_token_comes_as_JSON_to_who_accepts_that(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "_local/token?user=ada");
        request.Headers.Accept.ParseAdd("application/json");
        using var response = await _http.SendAsync(request, cancellationToken);
        var token = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)token["token_type"], Is.EqualTo("Bearer"));
            Assert.That((string?)token["access_token"], Does.Match(@"^[\w-]+\.[\w-]+\.[\w-]+$"));
        }
    }

    [Test]
    public async Task The_key_set_names_the_key_of_the_tokens(CancellationToken cancellationToken)
    {
        var keys = JsonNode.Parse(await _http.GetStringAsync(".well-known/jwks.json", cancellationToken))!;
        var configuration = JsonNode.Parse(await _http.GetStringAsync(".well-known/openid-configuration", cancellationToken))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)keys["keys"]![0]!["kid"], Is.EqualTo(_stack.Tokens.Key.KeyId));
            Assert.That(keys["keys"]![0]!["d"], Is.Null);
            Assert.That((string?)configuration["issuer"], Is.EqualTo(_stack.Tokens.Issuer));
        }
    }

    [TestCase("Host", "evil.test")]
    [TestCase("Origin", "http://evil.test")]
    public async Task Pages_of_other_sites_get_no_token(string header, string value, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "_local/token?user=ada");
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await _http.SendAsync(request, cancellationToken);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_server_can_be_stopped_and_started_from_the_page(CancellationToken cancellationToken)
    {
        using var stopped = await _http.PostAsync("_local/services/redis/stop", null, cancellationToken);
        var runsAfterStop = _stack.Server("redis").IsRunning;
        using var started = await _http.PostAsync("_local/services/redis/start", null, cancellationToken);
        using var unknown = await _http.PostAsync("_local/services/nothing/stop", null, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopped.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
            Assert.That(runsAfterStop, Is.False);
            Assert.That(_stack.Server("redis").IsRunning, Is.True);
            Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task The_user_pool_knows_who_the_tokens_are_for(CancellationToken cancellationToken)
    {
        var pool = (EmbeddedUserPool)_stack.Server("userpool");
        using var calls = new TracedCalls();
        using var client = new UserPoolClient(
            new UserPoolSettings
            {
                PoolId = pool.PoolId,
                Endpoint = pool.Endpoint,
                Region = "us-east-1",
                Keys = new AwsKeys("local", "local-secret", null),
            },
            calls.Options,
            static () => 0);

        var user = await client.FindAsync("a0a0a0a0-0000-4000-8000-000000000002", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user!.Email, Is.EqualTo("grace@example.test"));
            Assert.That(_stack.Services.Select(service => (service.Name, service.Where)), Does.Contain(("userpool", pool.Endpoint)));
            Assert.That(File.Exists(_folder["userpool/users.json"]), Is.True);
        }
    }

    [Test]
    public async Task As_a_REST_stage_it_traces_what_the_rules_of_the_console_say(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var options = LocalStackOptions.ForTests(folder.Path) with { RunFunctions = false, EventFormat = PayloadFormat.Version1 };
        await using var stack = await LocalStack.StartAsync(options, cancellationToken);
        using var http = new HttpClient();
        using var rule = await http.PostAsync(
            new Uri(stack.Console, "UpdateSamplingRule"),
            new StringContent("""{"SamplingRuleUpdate":{"RuleName":"Default","FixedRate":0,"ReservoirSize":0}}"""),
            cancellationToken);
        Assert.That(rule.StatusCode, Is.EqualTo(HttpStatusCode.OK));

        // The rules are fetched beside the first requests, which are all traced.
        string? decision;
        do
        {
            using var refused = await http.GetAsync(new Uri(stack.Gateway, "api/mocs"), cancellationToken);
            decision = refused.Headers.GetValues("X-Amzn-Trace-Id").Single().Split(';').Last();
        }
        while (decision == "Sampled=1");

        Assert.That(decision, Is.EqualTo("Sampled=0"));
    }

    [Test]
    public void A_data_folder_serves_one_host_at_a_time() =>
        Assert.That(
            async () => await LocalStack.StartAsync(LocalStackOptions.ForTests(_folder.Path), CancellationToken.None),
            Throws.InstanceOf<DataFolderInUseException>().With.Message.Contains(_folder.Path));

    [Test]
    public void A_busy_port_is_named_and_leaves_nothing_running()
    {
        using var folder = new TemporaryFolder();
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        var options = LocalStackOptions.ForTests(folder.Path) with { CachePort = port };

        Assert.That(
            async () => await LocalStack.StartAsync(options, CancellationToken.None),
            Throws.InstanceOf<PortInUseException>().With.Message.Contains($"Port {port} for the redis"));
        Assert.That(File.Exists(folder["postgres/cluster/postmaster.pid"]), Is.False);
    }
}
