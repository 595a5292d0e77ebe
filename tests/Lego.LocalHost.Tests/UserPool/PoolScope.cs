using System.Text;
using System.Text.Json.Nodes;
using Lego.Functions;
using Lego.Functions.Shared;
using Lego.LocalHost.Embedded.UserPool;
using Lego.LocalHost.Tokens;

namespace Lego.LocalHost.Tests.UserPool;

/// <summary>A running pool on a free port with a data folder of its own, the client for it, and raw calls.</summary>
internal sealed class PoolScope : IAsyncDisposable
{
    public const string Region = "eu-central-1";
    public const string AccessKey = "pool-access";
    public const string SecretKey = "pool-secret-planted";

    private readonly TemporaryFolder _folder = new();
    private readonly List<IDisposable> _owned = [];

    private PoolScope(TimeProvider clock)
    {
        Options = new EmbeddedUserPoolOptions
        {
            DataFolder = _folder["pool"],
            AccessKey = AccessKey,
            SecretKey = SecretKey,
            Region = Region,
            TimeProvider = clock,
        };
        Pool = new EmbeddedUserPool(Options);
        Calls = Own(new TracedCalls());
    }

    public static SampleUser Ada => SampleUser.All[0];

    public EmbeddedUserPoolOptions Options { get; }

    public EmbeddedUserPool Pool { get; }

    public TracedCalls Calls { get; }

    public HttpClient Http { get; private set; } = null!;

    public UserPoolClient Client { get; private set; } = null!;

    public string UsersFile => Path.Combine(Options.DataFolder, "users.json");

    public static async Task<PoolScope> StartAsync(TimeProvider? clock = null, string? users = null)
    {
        var scope = new PoolScope(clock ?? TimeProvider.System);
        if (users is not null)
        {
            Directory.CreateDirectory(scope.Options.DataFolder);
            await File.WriteAllTextAsync(scope.UsersFile, users);
        }

        await scope.Pool.StartAsync(CancellationToken.None);
        scope.Http = scope.Own(new HttpClient());
        scope.Client = scope.NewClient(new AwsKeys(AccessKey, SecretKey, null));
        return scope;
    }

    public UserPoolClient NewClient(AwsKeys? keys) => Own(new UserPoolClient(Settings(keys), Calls.Options, static () => 0));

    /// <summary>A call as the client signs it, with a body that the test writes.</summary>
    public async Task<Answer> CallAsync(
        string operation, JsonObject body, AwsKeys? keys = null, TimeProvider? clock = null, Action<HttpRequestMessage>? change = null)
    {
        var signer = new UserPoolSigner(
            Settings(keys ?? new AwsKeys(AccessKey, SecretKey, null)), new Uri(Pool.Endpoint + "/"), clock ?? Options.TimeProvider);
        using var request = await signer.CreateAsync(operation, Encoding.UTF8.GetBytes(body.ToJsonString()), CancellationToken.None);
        change?.Invoke(request);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            response.Headers.TryGetValues("x-amzn-RequestId", out var ids) ? ids.Single() : null,
            text.Length > 0 ? JsonNode.Parse(text)!.AsObject() : []);
    }

    /// <summary>Parameters of a call to this pool.</summary>
    public JsonObject Parameters(params (string Name, JsonNode? Value)[] parameters)
    {
        var body = new JsonObject { ["UserPoolId"] = Pool.PoolId };
        foreach (var (name, value) in parameters)
        {
            body[name] = value;
        }

        return body;
    }

    public static JsonArray Attributes(params (string Name, string Value)[] attributes) =>
        [.. attributes.Select(attribute => new JsonObject { ["Name"] = attribute.Name, ["Value"] = attribute.Value })];

    public async ValueTask DisposeAsync()
    {
        foreach (var owned in _owned)
        {
            owned.Dispose();
        }

        await Pool.DisposeAsync();
        _folder.Dispose();
    }

    private UserPoolSettings Settings(AwsKeys? keys) =>
        new() { PoolId = Pool.PoolId, Endpoint = Pool.Endpoint, Region = Region, Keys = keys };

    private T Own<T>(T disposable)
        where T : IDisposable
    {
        _owned.Add(disposable);
        return disposable;
    }

    internal sealed record Answer(int Status, string? ContentType, string? RequestId, JsonObject Body)
    {
        public string? Type => (string?)Body["__type"];

        public string? Message => (string?)Body["message"];

        public static string? Attribute(JsonNode? attributes, string name) =>
            (string?)attributes?.AsArray().FirstOrDefault(attribute => (string?)attribute!["Name"] == name)?["Value"];
    }
}
