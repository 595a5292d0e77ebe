using System.Globalization;
using Lego.Lambda.Runtime.Sampling;
using Lego.LocalHost.Embedded;
using Lego.LocalHost.Embedded.ObjectStore;
using Lego.LocalHost.Embedded.Search;
using Lego.LocalHost.Embedded.UserPool;
using Lego.LocalHost.Gateway;
using Lego.LocalHost.Hosting;
using Lego.LocalHost.Processes;
using Lego.LocalHost.RuntimeApi;
using Lego.LocalHost.Tokens;
using Lego.LocalHost.Tracing;
using Lego.Migrations;
using Lego.TraceConsole;

namespace Lego.LocalHost;

/// <summary>All of it on one machine: servers, gateway, Runtime API, functions process and trace console. The composition root.</summary>
#pragma warning disable CA1711 // not a collection: the stack of servers that an API stands on
public sealed class LocalStack : IAsyncDisposable
#pragma warning restore CA1711
{
    private const string Bucket = "lego-local";

    private readonly Stack<IAsyncDisposable> _running = new();
    private readonly List<LocalService> _services = [];

    private LocalStack()
    {
    }

    public Uri Gateway { get; private set; } = null!;

    /// <summary>The pages that show the traces.</summary>
    public Uri Console { get; private set; } = null!;

    public string Database { get; private set; } = "";

    public TokenIssuer Tokens { get; private set; } = null!;

    public RuntimeApiServer RuntimeApi { get; private set; } = null!;

    public TraceConsoleServer Traces { get; private set; } = null!;

    /// <summary>The functions process; null when the caller polls the Runtime API itself.</summary>
    public FunctionsProcess? Functions { get; private set; }

    /// <summary>What runs where, in the order that people look for it.</summary>
    public IReadOnlyList<LocalService> Services => _services;

    public static async Task<LocalStack> StartAsync(LocalStackOptions options, CancellationToken cancellationToken)
    {
        var stack = new LocalStack();
        try
        {
            await stack.ComposeAsync(options, cancellationToken);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>An embedded server by its name, for whoever wants to stop it underneath the functions.</summary>
    public IEmbeddedServer Server(string name) =>
        _services.FirstOrDefault(service => service.Name == name)?.Server
        ?? throw new ArgumentException($"No embedded server {name} runs here.", nameof(name));

    /// <summary>Stops everything, last started first.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_running.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private async Task ComposeAsync(LocalStackOptions options, CancellationToken cancellationToken)
    {
        var data = DataFolder.Open(options.DataFolder);
        _running.Push(new Disposal(data.Dispose));
        if (options.Reset)
        {
            PostgresLeftover.Stop(Path.Combine(data["postgres"], "cluster"), TimeSpan.FromSeconds(15));
            data.Clear();
        }

        var region = options.Environment("AWS_REGION") ?? "us-east-1";
        var gatewayPort = Ports.Claim("gateway", options.GatewayPort);
        var outsideDaemon = options.Environment("AWS_XRAY_DAEMON_ADDRESS");
        Ports.Claim("trace console", options.ConsolePort);
        if (outsideDaemon is null)
        {
            Ports.ClaimUdp("X-Ray daemon", options.DaemonPort);
        }

        Traces = Keep(await TraceConsoleServer.StartAsync(
            new TraceConsoleOptions
            {
                HttpPort = options.ConsolePort,
                // The port belongs to the outside daemon then.
                DaemonPort = outsideDaemon is null ? options.DaemonPort : 0,
                DataFolder = data["traces"],
                Clock = options.Clock,
            },
            cancellationToken));
        Console = Traces.Endpoint;
        RuntimeApi = Keep(await RuntimeApiServer.StartAsync(
            new RuntimeApiOptions { Port = options.RuntimeApiPort, Region = region, Clock = options.Clock }, cancellationToken));

        var environment = await StartServersAsync(options, data, region, outsideDaemon, cancellationToken);
        await StartGatewayAsync(options, data, gatewayPort, outsideDaemon, cancellationToken);
        ListServices(environment);
        if (options.RunFunctions)
        {
            Functions = Keep(FunctionsProcess.Start(
                new FunctionsProcessOptions
                {
                    Executable = FunctionsProcess.Locate(options.Environment(FunctionsProcess.PathVariable)),
                    Environment = Merge(environment.ToVariables(), options.FunctionVariables),
                    Output = line =>
                    {
                        Traces.AcceptLogLine(line);
                        options.FunctionLines?.Invoke(line);
                        if (options.FunctionOutput is { } show && TerminalLine.Of(line, Console) is { } shown)
                        {
                            show(shown);
                        }
                    },
                    Notice = options.Notice,
                    Clock = options.Clock,
                },
                RuntimeApi));
            await SeedAsync(options, cancellationToken);
        }
    }

    private static Dictionary<string, string?> Merge(IReadOnlyDictionary<string, string?> variables, IReadOnlyDictionary<string, string?> more)
    {
        var merged = new Dictionary<string, string?>(variables);
        foreach (var (name, value) in more)
        {
            merged[name] = value;
        }

        return merged;
    }

    private async Task SeedAsync(LocalStackOptions options, CancellationToken cancellationToken)
    {
        if (options.Environment("LEGO_DATABASE") is not null || !await Seed.IsNeededAsync(Database, cancellationToken))
        {
            return;
        }

        try
        {
            var owner = SampleUser.All[0];
            await Seed.ApplyAsync(Gateway, Tokens.Issue(owner), owner.Name, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            // The API can still be looked at, and its log says what is wrong with it.
            options.Notice($"The sample MOCs could not be created: {exception.Message}");
        }
    }

    private async Task<FunctionsEnvironment> StartServersAsync(
        LocalStackOptions options, DataFolder data, string region, string? outsideDaemon, CancellationToken cancellationToken)
    {
        Database = options.Environment("LEGO_DATABASE") ?? await StartPostgresAsync(options, data, cancellationToken);
        var migrations = Schema.Apply(Database);
        if (migrations.Count > 0)
        {
            options.Notice($"Migrations applied: {string.Join(", ", migrations)}");
        }

        var cache = options.Environment("LEGO_CACHE");
        if (cache is null)
        {
            var server = await StartAsync(new EmbeddedCache(data["redis"], options.CachePort), cancellationToken);
            cache = $"{server.Configuration},abortConnect=false";
        }

        var store = options.Environment("LEGO_S3_ENDPOINT");
        var bucket = options.Environment("LEGO_BUCKET");
        var pool = options.Environment("LEGO_USER_POOL_ID");
        var poolEndpoint = options.Environment("LEGO_USER_POOL_ENDPOINT");
        var keys = EmbeddedKeys.Choose(runsStore: store is null && bucket is null, pool, poolEndpoint, options.Environment);
        if (store is null && bucket is null)
        {
            Ports.Claim("s3", options.StorePort);
            var settings = new ObjectStoreOptions
            {
                Port = options.StorePort,
                DataFolder = data["s3"],
                Buckets = [Bucket],
                AccessKey = keys.Id,
                SecretKey = keys.Secret,
                Region = region,
                CorsOrigins = [.. Cors(options).Origins],
                TimeProvider = options.Clock,
            };
            store = (await StartAsync(new EmbeddedObjectStore(settings), cancellationToken)).Endpoint;
        }

        var search = options.Environment("LEGO_SEARCH");
        if (search is null)
        {
            Ports.Claim("opensearch", options.SearchPort);
            var settings = new EmbeddedSearchOptions { Port = options.SearchPort, DataFolder = data["opensearch"], TimeProvider = options.Clock };
            search = (await StartAsync(new EmbeddedSearch(settings), cancellationToken)).Endpoint;
        }

        if (pool is null)
        {
            var settings = new EmbeddedUserPoolOptions
            {
                Port = options.UserPoolPort,
                DataFolder = data["userpool"],
                AccessKey = keys.Id,
                SecretKey = keys.Secret,
                Region = region,
                TimeProvider = options.Clock,
            };
            (pool, poolEndpoint) = (settings.PoolId, (await StartAsync(new EmbeddedUserPool(settings), cancellationToken)).Endpoint);
        }

        return new FunctionsEnvironment
        {
            Stage = options.Environment("LEGO_STAGE") ?? "development",
            GatewayDecides = options.SamplingRate < 1 || options.EventFormat == PayloadFormat.Version1,
            Region = region,
            RuntimeApi = RuntimeApi.Address,
            Daemon = outsideDaemon ?? Traces.Daemon.ToString(),
            Database = Database,
            Cache = cache,
            Search = search,
            Bucket = bucket ?? Bucket,
            StoreEndpoint = store,
            UserPoolId = pool,
            UserPoolEndpoint = poolEndpoint,
            Credentials = keys.AreOurs ? (keys.Id, keys.Secret) : null,
        };
    }

    private async Task<string> StartPostgresAsync(LocalStackOptions options, DataFolder data, CancellationToken cancellationToken)
    {
        var postgres = new EmbeddedPostgres(new EmbeddedPostgresOptions
        {
            DataFolder = data["postgres"],
            Port = options.DatabasePort,
            Durable = options.DurableDatabase,
        });
        await StartAsync(postgres, cancellationToken);
        return postgres.ConnectionString;
    }

    private async Task StartGatewayAsync(
        LocalStackOptions options, DataFolder data, int port, string? outsideDaemon, CancellationToken cancellationToken)
    {
        var issuer = $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
        Tokens = await TokenIssuer.OpenAsync(data["tokens"], issuer, options.Clock, cancellationToken);
        _running.Push(new Disposal(Tokens.Dispose));
        var sink = new DaemonSink(outsideDaemon is null ? Traces.Daemon : await DaemonSink.ResolveAsync(outsideDaemon, cancellationToken));
        _running.Push(new Disposal(sink.Dispose));
        var gateway = Keep(await GatewayServer.StartAsync(
            new GatewayOptions
            {
                Port = port,
                Cors = Cors(options),
                Format = options.EventFormat,
                SamplingRate = options.SamplingRate,
                SamplingRules = StageRules(options, outsideDaemon),
                Clock = options.Clock,
            },
            new JwtAuthorizer(Tokens.Issuer, Tokens.Audience, Tokens.Key, options.Clock),
            RuntimeApi,
            sink,
            new LocalPages(Tokens, () => Services, () => Gateway).HandleAsync,
            cancellationToken));
        Gateway = gateway.Endpoint;
    }

    private static CorsPolicy Cors(LocalStackOptions options) => CorsPolicy.Parse(options.Environment("LEGO_CORS_ORIGINS"));

    /// <summary>
    /// The rules behind the daemon's address, at first those of the trace console, decide for a REST stage. Until they are fetched, and for
    /// who asked for a rate, the rate does.
    /// </summary>
    private RuleSampler? StageRules(LocalStackOptions options, string? outsideDaemon)
    {
        const string All = """{"SamplingRules":[{"RuleName":"Default","Priority":10000,"ReservoirSize":0,"FixedRate":1}]}""";
        if (options.EventFormat != PayloadFormat.Version1 || options.SamplingRate < 1)
        {
            return null;
        }

        var settings = new SamplingSettings { Rules = All, DaemonAddress = outsideDaemon ?? Traces.Daemon.ToString() };
        var rules = Samplers.Create(settings, options.Notice, options.Notice, options.Clock);
        _running.Push(new Disposal(rules.Dispose));
        return rules;
    }

    private void ListServices(FunctionsEnvironment environment)
    {
        var embedded = _services.ToList();
        _services.Clear();
        _services.Add(new LocalService("api", Gateway.AbsoluteUri, new Uri(Gateway, "/health")));
        _services.Add(new LocalService("tokens and switches", new Uri(Gateway, "/_local").AbsoluteUri, new Uri(Gateway, "/_local")));
        _services.Add(new LocalService("traces", Console.AbsoluteUri, Console));
        _services.AddRange(embedded);
        _services.Add(new LocalService("x-ray daemon", $"{environment.Daemon} (UDP and TCP)"));
        _services.Add(new LocalService("runtime api", RuntimeApi.Address));
    }

    private async Task<TServer> StartAsync<TServer>(TServer server, CancellationToken cancellationToken)
        where TServer : IEmbeddedServer
    {
        Keep(server);
        await server.StartAsync(cancellationToken);
        _services.Add(new LocalService(server.Name, server.Endpoint, Server: server));
        return server;
    }

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _running.Push(part);
        return part;
    }

    private sealed class Disposal(Action dispose) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            dispose();
            return ValueTask.CompletedTask;
        }
    }
}
