using System.Globalization;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions;

/// <summary>What the environment says about this process and the servers behind it.</summary>
public sealed record AppSettings
{
    private static readonly string[] LocalOrigins = ["http://localhost:3002", "http://localhost:5173"];

    /// <summary><c>development</c>, <c>staging</c> or <c>production</c>.</summary>
    public string Stage { get; init; } = "development";

    /// <summary>Npgsql connection string.</summary>
    public string Database { get; init; } = "";

    public DatabaseAuth DatabaseAuth { get; init; }

    public string Bucket { get; init; } = "";

    /// <summary>Service URL of an S3-compatible store; empty for S3 itself.</summary>
    public string StoreEndpoint { get; init; } = "";

    /// <summary>StackExchange.Redis configuration; empty when there is no cache.</summary>
    public string Cache { get; init; } = "";

    /// <summary>Base URL of OpenSearch; empty when there is no index.</summary>
    public string Search { get; init; } = "";

    public SearchAuth SearchAuth { get; init; }

    /// <summary>Id of the Cognito user pool.</summary>
    public string UserPoolId { get; init; } = "";

    /// <summary>URL of a server that speaks Cognito's protocol; empty for Cognito itself.</summary>
    public string UserPoolEndpoint { get; init; } = "";

    public IReadOnlyList<string> CorsOrigins { get; init; } = LocalOrigins;

    public string Region { get; init; } = "us-east-1";

    /// <summary>Credentials of the environment; null leaves the search to the AWS SDK.</summary>
    public AwsKeys? Keys { get; init; }

    /// <summary>Invocations that the process serves at a time, which is also its number of database connections.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Whether connections are opened before the first invocation.</summary>
    public InitConnect InitConnect { get; init; }

    /// <summary>Version of the build, which only <c>health</c> asks for.</summary>
    public string Version { get => field ?? BuildVersion(); init; }

    public bool IsProduction => string.Equals(Stage, "production", StringComparison.OrdinalIgnoreCase);

    /// <summary>The servers as the service map names them.</summary>
    public DependencyTargets Targets => new()
    {
        Database = Database.Length > 0 ? DatabaseTarget.FromPostgres(Database) : DependencyTargets.Default.Database,
        Region = Region,
        CacheHost = Cache.Length > 0 ? NodeName("redis", HostOfCache(Cache)) : DependencyTargets.Default.CacheHost,
        SearchHost = Search.Length > 0 ? HostOfSearch(Search) : DependencyTargets.Default.SearchHost,
    };

    public static AppSettings FromEnvironment() => From(Environment.GetEnvironmentVariable);

    /// <exception cref="InvalidOperationException">A variable holds none of the words that it can hold.</exception>
    public static AppSettings From(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var stage = Text(variable, "LEGO_STAGE") ?? "development";
        var production = string.Equals(stage, "production", StringComparison.OrdinalIgnoreCase);
        var search = Text(variable, "LEGO_SEARCH") ?? "";
        return new AppSettings
        {
            Stage = stage,
            Database = Text(variable, "LEGO_DATABASE") ?? "",
            DatabaseAuth = Choice(variable, "LEGO_DATABASE_AUTH", DatabaseAuth.Password),
            Bucket = Text(variable, "LEGO_BUCKET") ?? "",
            StoreEndpoint = Text(variable, "LEGO_S3_ENDPOINT") ?? "",
            Cache = Text(variable, "LEGO_CACHE") ?? "",
            Search = search,
            SearchAuth = Choice(variable, "LEGO_SEARCH_AUTH", search.Length > 0 && IsHostOfAws(search) ? SearchAuth.Iam : SearchAuth.Basic),
            UserPoolId = Text(variable, "LEGO_USER_POOL_ID") ?? "",
            UserPoolEndpoint = Text(variable, "LEGO_USER_POOL_ENDPOINT") ?? "",
            CorsOrigins = Text(variable, "LEGO_CORS_ORIGINS") is { } origins
                ? origins.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                : production ? [] : LocalOrigins,
            Region = Text(variable, "AWS_REGION") ?? Text(variable, "AWS_DEFAULT_REGION") ?? "us-east-1",
            Keys = Text(variable, "AWS_ACCESS_KEY_ID") is { } id && Text(variable, "AWS_SECRET_ACCESS_KEY") is { } secret
                ? new AwsKeys(id, secret, Text(variable, "AWS_SESSION_TOKEN"))
                : null,
            InitConnect = Choice(variable, "LEGO_INIT_CONNECT", InitConnect.On),
            Concurrency = int.TryParse(
                variable("AWS_LAMBDA_MAX_CONCURRENCY"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1,
        };
    }

    /// <summary>Stops a start that could only fail later: names the variable that a function's dependencies need.</summary>
    /// <exception cref="InvalidOperationException">A variable is missing or unreadable.</exception>
    public void Check(Dependencies dependencies)
    {
        if (dependencies.HasFlag(Dependencies.Database) && Database.Length == 0)
        {
            throw new InvalidOperationException("LEGO_DATABASE is not set; it has to hold an Npgsql connection string.");
        }

        if (dependencies.HasFlag(Dependencies.Database) && DatabaseAuth == DatabaseAuth.Iam)
        {
            DatabaseSource.Check(this);
        }

        if (dependencies.HasFlag(Dependencies.Storage) && Bucket.Length == 0)
        {
            throw new InvalidOperationException("LEGO_BUCKET is not set; it has to name the bucket of the files.");
        }

        if (dependencies.HasFlag(Dependencies.UserPool) && UserPoolId.Length == 0)
        {
            throw new InvalidOperationException("LEGO_USER_POOL_ID is not set; it has to name the Cognito user pool.");
        }

        if (dependencies.HasFlag(Dependencies.UserPool) && UserPoolEndpoint.Length > 0 && !IsUrl(UserPoolEndpoint))
        {
            throw new InvalidOperationException("LEGO_USER_POOL_ENDPOINT is not an absolute URL.");
        }

        if (dependencies.HasFlag(Dependencies.Search) && Search.Length > 0 && !IsUrl(Search))
        {
            throw new InvalidOperationException("LEGO_SEARCH is not an absolute URL.");
        }
    }

    /// <summary>Leaves out what the generated text of a record would show: connection strings hold passwords.</summary>
    public override string ToString() => $"{nameof(AppSettings)} {{ Stage = {Stage}, Region = {Region}, Bucket = {Bucket} }}";

    // Apart, since a method that has a URL among its variables loads the library of URLs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out _);

    private static string? Text(Func<string, string?> variable, string name) =>
        variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static T Choice<T>(Func<string, string?> variable, string name, T otherwise)
        where T : struct, Enum
    {
        if (Text(variable, name) is not { } text)
        {
            return otherwise;
        }

        var words = Enum.GetNames<T>();
        return Array.FindIndex(words, word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase)) is var index and >= 0
            ? Enum.GetValues<T>()[index]
            : throw new InvalidOperationException($"{name} is '{text}'; it must be {string.Join(" or ", words).ToLowerInvariant()}.");
    }

    /// <summary>True for the endpoints that AWS gives domains and collections; a name of one's own has to be told by LEGO_SEARCH_AUTH.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsHostOfAws(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url)
        && url.UserInfo.Length == 0
        && (url.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase)
            || url.Host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase)
            || url.Host.EndsWith(".on.aws", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The first server of the list, as StackExchange.Redis reads it. Read here, since to ask the client is to load it, and most of what
    /// a function does until its first answer is loading.
    /// </summary>
    private static string HostOfCache(string configuration)
    {
        var server = configuration
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(part => !part.Contains('=', StringComparison.Ordinal)) ?? "";
        if (server is "" or ['!', ..])
        {
            // None, or the path of a socket.
            return DependencyTargets.Default.CacheHost;
        }

        if (IPEndPoint.TryParse(server, out var address))
        {
            return address.Address.ToString();
        }

        var colon = server.LastIndexOf(':');
        return colon > 0 ? server[..colon] : server;
    }

    /// <summary>
    /// Name of a node on the service map: the host. On one machine all hosts are the same, and a node is told from another by its name
    /// alone, so there the kind of server stands in front.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string HostOfSearch(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) ? NodeName("opensearch", url.Host) : DependencyTargets.Default.SearchHost;

    private static string NodeName(string kind, string host) => host is "localhost" or "127.0.0.1" or "::1" or "[::1]" ? $"{kind}@{host}" : host;

    private static string BuildVersion()
    {
        var version = typeof(AppSettings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return string.IsNullOrEmpty(version) ? "1.0.0" : version.Split('+')[0];
    }
}
