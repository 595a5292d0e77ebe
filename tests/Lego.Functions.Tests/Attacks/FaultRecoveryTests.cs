using System.Text.Json.Nodes;
using Lego.Functions.Repair;
using Lego.Functions.Tests.Gallery;
using Lego.LocalHost.Embedded;
using Lego.LocalHost.Embedded.ObjectStore;
using Lego.LocalHost.Embedded.Search;
using Lego.LocalHost.Embedded.UserPool;
using Lego.LocalHost.Tokens;
using Lego.Migrations;
using Lego.Testing.Attacks;

namespace Lego.Functions.Tests.Attacks;

/// <summary>One process of functions, under which each server is stopped and started again.</summary>
[Category("Attack")]
[NonParallelizable]
public sealed class FaultRecoveryTests
{
    private const string Bucket = "lego-recovery";

    private readonly string _user = Guid.NewGuid().ToString();
    private readonly Dictionary<Dependencies, IEmbeddedServer> _servers = [];
    private string _folder = "";
    private AppSettings _settings = new();

    [OneTimeSetUp]
    public async Task Start()
    {
        _folder = Directory.CreateTempSubdirectory("lego-recovery-").FullName;
        var store = new ObjectStoreOptions { DataFolder = Path.Combine(_folder, "s3"), Buckets = [Bucket] };
        var database = new EmbeddedPostgres(new EmbeddedPostgresOptions { DataFolder = Path.Combine(_folder, "postgres"), Durable = false });
        _servers[Dependencies.Database] = database;
        _servers[Dependencies.Storage] = new EmbeddedObjectStore(store);
        _servers[Dependencies.Cache] = new EmbeddedCache(Path.Combine(_folder, "redis"));
        _servers[Dependencies.Search] = new EmbeddedSearch(new EmbeddedSearchOptions { DataFolder = Path.Combine(_folder, "opensearch") });
        var pool = new EmbeddedUserPool(new EmbeddedUserPoolOptions
        {
            DataFolder = Path.Combine(_folder, "userpool"),
            AccessKey = store.AccessKey,
            SecretKey = store.SecretKey,
            Users = [new SampleUser("Builder", _user, "builder@example.test")],
        });
        _servers[Dependencies.UserPool] = pool;
        await Task.WhenAll(_servers.Values.Select(server => server.StartAsync(CancellationToken.None)));
        Schema.Apply(database.ConnectionString);
        _settings = new AppSettings
        {
            Database = database.ConnectionString,
            Bucket = Bucket,
            StoreEndpoint = _servers[Dependencies.Storage].Endpoint,
            Cache = _servers[Dependencies.Cache].Endpoint,
            Search = _servers[Dependencies.Search].Endpoint,
            UserPoolId = pool.PoolId,
            UserPoolEndpoint = pool.Endpoint,
            Keys = new AwsKeys(store.AccessKey, store.SecretKey, null),
        };
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        foreach (var server in _servers.Values)
        {
            await server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Each_server_is_stopped_and_started_and_nobody_restarts_the_functions()
    {
        using var attack = new Attack("faults-recovery");
        await using var servers = new FaultyServers(_settings);
        await using var api = servers.NewApi(user: _user);

        await attack.RunAsync(async attackCase =>
        {
            foreach (var (kind, server) in _servers.OrderBy(_ => attackCase.Random.Next()).ToList())
            {
                await server.StopAsync(CancellationToken.None);
                await CheckAsync(api, kind, $"without {server.Name}", attack);
                await server.StartAsync(CancellationToken.None);
                servers.Heal();
                await CheckAsync(api, Dependencies.None, $"with {server.Name} again", attack);
                attack.Count("servers stopped and started");
            }
        });

        var repair = new Repairs(api.Services).IndexSteps(null);
        await Repairs.RunAsync(repair, CancellationToken.None);
        Assert.That(await Repairs.RunAsync(repair, CancellationToken.None), Is.EqualTo(default(RepairCounts)));
        Assert.That(servers.Secrets.Any(secret => api.LogText.Contains(secret, StringComparison.Ordinal)), Is.False);
    }

    /// <summary>Calls what needs each of the servers.</summary>
    private async Task CheckAsync(TestApi api, Dependencies stopped, string stage, Attack attack)
    {
        var title = "Moc " + Guid.NewGuid();
        var created = await api.CallAsync("moc-create", new JsonObject { ["title"] = title });
        var listed = await api.CallAsync("moc-list", query: new Dictionary<string, string> { ["search"] = title });
        var uploaded = await api.CallAsync("gallery-image-upload", form: GalleryCalls.Form());
        var named = await api.CallAsync("profile-update", new JsonObject { ["name"] = "Builder" }, TestApi.Id(_user));
        var health = await api.CallAsync("health", signedIn: false);
        attack.Count("requests", 5);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Outcome(created), Is.EqualTo(stopped == Dependencies.Database ? "500 DATABASE_ERROR" : "201"), stage);
            Assert.That(Outcome(listed), Is.EqualTo(stopped == Dependencies.Database ? "500 DATABASE_ERROR" : "200").Or.EqualTo("200"), stage);
            Assert.That(
                Outcome(uploaded),
                Is.EqualTo(stopped switch
                {
                    Dependencies.Database => "500 DATABASE_ERROR",
                    Dependencies.Storage => "500 EXTERNAL_SERVICE_ERROR",
                    _ => "201",
                }),
                stage);
            Assert.That(
                Outcome(named),
                Is.EqualTo(stopped switch
                {
                    Dependencies.Database => "500 DATABASE_ERROR",
                    Dependencies.UserPool => "500 EXTERNAL_SERVICE_ERROR",
                    _ => "200",
                }),
                stage);
            Assert.That(Outcome(health), Is.EqualTo(stopped == Dependencies.Database ? "503 SERVICE_UNAVAILABLE" : "200"), stage);
            if (stopped == Dependencies.None)
            {
                Assert.That(health.Text("data", "services", "postgres"), Is.EqualTo("connected"), stage);
                Assert.That(health.Text("data", "services", "opensearch"), Is.EqualTo("connected"), stage);
            }
        }
    }

    private static string Outcome(ApiAnswer answer) => answer.Status < 400 ? $"{answer.Status}" : $"{answer.Status} {answer.ErrorType}";
}
