using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Http;
using Lego.Functions.Tests.Connections;
using Lego.LocalHost.Processes;
using Lego.Testing;
using Lego.Testing.Http;
using Lego.Testing.RuntimeApi;

namespace Lego.Functions.Tests.EndToEnd;

/// <summary>
/// The functions executable with servers as they are on AWS: a cache in cluster mode over TLS and a search whose requests are signed. A
/// process of its own, since what certificates are trusted is a matter of the process.
/// </summary>
[CancelAfter(120_000)]
public sealed class CloudConnectionTests
{
    private readonly TestCertificate _certificate = new();
    private readonly AwsKeys _keys = new("id", "key", "session");
    private RedisCluster _redis = null!;

    [OneTimeSetUp]
    public async Task Start() => _redis = await RedisCluster.StartAsync(_certificate);

    [OneTimeTearDown]
    public async Task Stop()
    {
        _certificate.Dispose();
        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }
    }

    [Test]
    public async Task Keys_are_written_over_TLS_to_the_node_that_the_cluster_names(CancellationToken cancellationToken)
    {
        var (health, list) = await RunAsync(_redis.AuthorityFile, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)health["data"]!["services"]!["redis"], Is.EqualTo("connected"));
            Assert.That(list["data"], Is.Not.Null);
            Assert.That(await _redis.AskAsync("DBSIZE"), Does.Not.StartWith("0"));
        }
    }

    [Test]
    public async Task A_certificate_of_an_unknown_authority_is_refused(CancellationToken cancellationToken)
    {
        var (health, list) = await RunAsync(null, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)health["data"]!["services"]!["redis"], Is.EqualTo("disconnected"));
            Assert.That(list["data"], Is.Not.Null, "requests go on without a cache");
        }
    }

    [Test]
    public async Task Requests_to_the_search_are_signed_by_the_role_of_the_function(CancellationToken cancellationToken)
    {
        await using var search = await TestHttpServer.StartAsync();
        search.Plan(200, "{\"status\":\"green\"}");

        var (health, _) = await RunAsync(_redis.AuthorityFile, cancellationToken, search.Address.AbsoluteUri);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)health["data"]!["services"]!["opensearch"], Is.EqualTo("connected"));
            Assert.That(AwsSignature.Check(search.OnlyRequest, _keys.Id, _keys.Secret, "eu-central-1", "es"), Is.Null);
            Assert.That(search.OnlyRequest.Header("X-Amz-Security-Token"), Is.EqualTo(_keys.SessionToken));
        }
    }

    private async Task<(JsonNode Health, JsonNode List)> RunAsync(
        string? authority, CancellationToken cancellationToken, string? search = null)
    {
        await using var runtime = await FakeRuntimeApi.StartAsync(cancellationToken);
        var program = FunctionsProcess.Locate(Environment.GetEnvironmentVariable(FunctionsProcess.PathVariable));
        string[] command = program.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", program] : [program];
        using var process = new Process { StartInfo = ChildProcess.StartInfo(ChildProcess.Tied(command, "KILL")) };
        var variables = process.StartInfo.Environment;
        variables["AWS_LAMBDA_RUNTIME_API"] = runtime.Address;
        variables["AWS_XRAY_DAEMON_ADDRESS"] = null;
        variables["_HANDLER"] = "all";
        variables["LEGO_DATABASE"] = AssemblySetUp.Settings.Database;
        variables["LEGO_CACHE"] = $"localhost:{_redis.Port},ssl=true,abortConnect=false";
        variables["LEGO_SEARCH"] = search;
        variables["LEGO_SEARCH_AUTH"] = "iam";
        variables["AWS_REGION"] = "eu-central-1";
        variables["AWS_ACCESS_KEY_ID"] = _keys.Id;
        variables["AWS_SECRET_ACCESS_KEY"] = _keys.Secret;
        variables["AWS_SESSION_TOKEN"] = _keys.SessionToken;
        variables["LEGO_BUCKET"] = AssemblySetUp.Settings.Bucket;
        variables["LEGO_USER_POOL_ID"] = AssemblySetUp.Settings.UserPoolId;
        variables["SSL_CERT_FILE"] = authority;
        await ChildProcess.StartAsync(process);
        process.OutputDataReceived += (_, line) => TestContext.Out.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => TestContext.Out.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            return (await CallAsync("health"), await CallAsync("wishlist-list"));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        async Task<JsonNode> CallAsync(string function)
        {
            var request = HttpEvent.Create(FunctionCatalog.Find(function).RouteKey);
            var outcome = await runtime.EnqueueAsync(
                JsonSerializer.Serialize(request, HttpEventContext.Default.APIGatewayHttpApiV2ProxyRequest), cancellationToken: cancellationToken);
            return JsonNode.Parse((string)outcome.Json["body"]!)!;
        }
    }
}
