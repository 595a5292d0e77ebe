using Amazon.Runtime;
using Amazon.S3;
using Lego.LocalHost.Embedded.ObjectStore;

namespace Lego.LocalHost.Tests.ObjectStore;

/// <summary>A running store on a free port with a data folder of its own, and the SDK's client for it.</summary>
internal sealed class StoreScope : IAsyncDisposable
{
    public const string Bucket = "lego-test";
    public const string AccessKey = "test-access";
    public const string SecretKey = "test-secret-planted";
    public const string Region = "eu-central-1";

    private readonly List<IDisposable> _owned = [];

    private StoreScope(ObjectStoreOptions options)
    {
        Options = options;
        Store = new EmbeddedObjectStore(options);
    }

    public ObjectStoreOptions Options { get; }

    public EmbeddedObjectStore Store { get; }

    public HttpClient Http { get; private set; } = null!;

    public AmazonS3Client Client { get; private set; } = null!;

    public static async Task<StoreScope> StartAsync(Func<ObjectStoreOptions, ObjectStoreOptions>? configure = null)
    {
        var options = new ObjectStoreOptions
        {
            DataFolder = Directory.CreateTempSubdirectory("object-store-").FullName,
            Buckets = [Bucket],
            AccessKey = AccessKey,
            SecretKey = SecretKey,
            Region = Region,
        };
        var scope = new StoreScope(configure?.Invoke(options) ?? options);
        await scope.Store.StartAsync(CancellationToken.None);
        scope.Http = scope.Own(new HttpClient { BaseAddress = new Uri(scope.Store.Endpoint) });
        scope.Client = scope.NewClient();
        return scope;
    }

    public AmazonS3Client NewClient(string accessKey = AccessKey, string secretKey = SecretKey) => Own(new AmazonS3Client(
        new BasicAWSCredentials(accessKey, secretKey),
        new AmazonS3Config
        {
            ServiceURL = Store.Endpoint,
            ForcePathStyle = true,
            AuthenticationRegion = Region,
            MaxErrorRetry = 0,
        }));

    public string[] StagedFiles() => Directory.GetFiles(Path.Combine(Options.DataFolder, "staging"));

    public string[] DataFiles() =>
        Directory.GetFiles(Path.Combine(Options.DataFolder, "buckets", Bucket, "data"), "*", SearchOption.AllDirectories);

    public async ValueTask DisposeAsync()
    {
        foreach (var owned in _owned) owned.Dispose();
        await Store.DisposeAsync();
        Directory.Delete(Options.DataFolder, recursive: true);
    }

    private T Own<T>(T disposable) where T : IDisposable
    {
        _owned.Add(disposable);
        return disposable;
    }
}
