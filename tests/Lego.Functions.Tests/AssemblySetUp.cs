using System.Collections.Concurrent;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.LocalHost.Embedded;
using Lego.LocalHost.Embedded.ObjectStore;
using Lego.LocalHost.Embedded.Search;
using Lego.LocalHost.Embedded.UserPool;
using Lego.LocalHost.Tokens;
using Lego.Migrations;

namespace Lego.Functions.Tests;

/// <summary>Real servers for all tests of this assembly, each on a free port and a temporary folder.</summary>
[SetUpFixture]
public sealed class AssemblySetUp
{
    private const string Bucket = "lego-tests";

    private static readonly ConcurrentQueue<SampleUser> PoolUsers = new(Enumerable.Range(1, 100)
        .Select(i => new SampleUser($"Builder {i}", Guid.NewGuid().ToString(), $"builder{i}@example.test")));

    private readonly Stack<IEmbeddedServer> _servers = new();
    private string _folder = "";

    /// <summary>Settings that point at the servers. One database connection, as in production: what needs two at once would hang.</summary>
    public static AppSettings Settings { get; private set; } = new();

    /// <summary>A user of the pool whom no other test has.</summary>
    public static SampleUser TakeUser() => PoolUsers.TryDequeue(out var user) ? user : throw new InvalidOperationException("The pool needs more users.");

    [OneTimeSetUp]
    public async Task Start()
    {
        // As HandlerOptions.FromEnvironment does in the process of the functions.
        ActivityInstrumentation.Use(new NpgsqlMapper());
        ActivityInstrumentation.Use(new HttpClientMapper());
        _folder = Directory.CreateTempSubdirectory("lego-functions-").FullName;
        var database = new EmbeddedPostgres(new EmbeddedPostgresOptions { DataFolder = Path.Combine(_folder, "postgres"), Durable = false });
        var cache = new EmbeddedCache(Path.Combine(_folder, "redis"));
        var storeOptions = new ObjectStoreOptions { DataFolder = Path.Combine(_folder, "s3"), Buckets = [Bucket] };
        var store = new EmbeddedObjectStore(storeOptions);
        var search = new EmbeddedSearch(new EmbeddedSearchOptions { DataFolder = Path.Combine(_folder, "opensearch") });
        var pool = new EmbeddedUserPool(new EmbeddedUserPoolOptions
        {
            DataFolder = Path.Combine(_folder, "userpool"),
            AccessKey = storeOptions.AccessKey,
            SecretKey = storeOptions.SecretKey,
            Users = [.. PoolUsers],
        });
        foreach (var server in new IEmbeddedServer[] { database, cache, store, search, pool })
        {
            _servers.Push(server);
        }

        await Task.WhenAll(_servers.Select(server => server.StartAsync(CancellationToken.None)));
        Schema.Apply(database.ConnectionString);
        Settings = new AppSettings
        {
            Database = database.ConnectionString,
            Bucket = Bucket,
            StoreEndpoint = store.Endpoint,
            Cache = cache.Configuration,
            Search = search.Endpoint,
            UserPoolId = pool.PoolId,
            UserPoolEndpoint = pool.Endpoint,
            Keys = new AwsKeys(storeOptions.AccessKey, storeOptions.SecretKey, null),
        };
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        while (_servers.TryPop(out var server))
        {
            await server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
