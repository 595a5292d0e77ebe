using System.Net;
using Npgsql;

namespace Lego.Functions.Tests.Attacks;

/// <summary>Proxies before all servers, and settings that lead through them with short timeouts.</summary>
internal sealed class FaultyServers : IAsyncDisposable
{
    // How long the functions leave a cache alone that failed, and some slack.
    private static readonly TimeSpan CachePause = TimeSpan.FromSeconds(4);

    private readonly AppSettings _servers;
    private readonly string _cacheAddress;

    public FaultyServers(AppSettings? servers = null)
    {
        _servers = servers ?? AssemblySetUp.Settings;
        var database = new NpgsqlConnectionStringBuilder(_servers.Database);
        Database = new FaultProxy(database.Host!, database.Port);
        // "127.0.0.1:6379,password=…"
        _cacheAddress = _servers.Cache.Split(',')[0];
        Cache = new FaultProxy("127.0.0.1", IPEndPoint.Parse(_cacheAddress).Port);
        Search = Before(_servers.Search);
        Storage = Before(_servers.StoreEndpoint);
        Users = Before(_servers.UserPoolEndpoint);
        Password = database.Password!;
    }

    public FaultProxy Database { get; }

    public FaultProxy Cache { get; }

    public FaultProxy Search { get; }

    public FaultProxy Storage { get; }

    public FaultProxy Users { get; }

    public IReadOnlyList<FaultProxy> All => [Database, Storage, Cache, Search, Users];

    public ShiftedClock Clock { get; } = new();

    public string Password { get; }

    /// <summary>Texts that must be in no answer, trace or log line.</summary>
    public IReadOnlyList<string> Secrets => [Password, _servers.Keys!.Secret, .. _servers.Cache.Split("password=").Skip(1).Select(static rest => rest.Split(',')[0])];

    public TestApi NewApi(bool production = false, string? user = null) =>
        new(Settings, production, Clock) { User = user ?? "user-" + Guid.NewGuid().ToString("N"), MaySplit = true };

    /// <summary>Ends all faults, and the pauses that came of them.</summary>
    public void Heal()
    {
        foreach (var proxy in All)
        {
            proxy.Fault = null;
        }

        Clock.Advance(CachePause);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in All)
        {
            await proxy.DisposeAsync();
        }
    }

    private static FaultProxy Before(string url) => new("127.0.0.1", new Uri(url).Port);

    private AppSettings Settings(AppSettings _) => _servers with
    {
        Database = new NpgsqlConnectionStringBuilder(_servers.Database)
        {
            Port = Database.Port, Timeout = 1, CommandTimeout = 1, CancellationTimeout = 250,
        }.ConnectionString,
        Cache = _servers.Cache.Replace(_cacheAddress, $"127.0.0.1:{Cache.Port}", StringComparison.Ordinal),
        Search = $"http://127.0.0.1:{Search.Port}",
        StoreEndpoint = $"http://127.0.0.1:{Storage.Port}",
        UserPoolEndpoint = $"http://127.0.0.1:{Users.Port}",
    };
}
