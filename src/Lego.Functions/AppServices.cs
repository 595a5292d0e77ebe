using Lego.Functions.Gallery;
using Lego.Functions.Moc;
using Lego.Functions.PartsLists;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime;

namespace Lego.Functions;

/// <summary>The composition root: what functions are made of, each part made when the first function asks for it.</summary>
/// <remarks>
/// No part is named where all are: the libraries behind it would be loaded by every process, and loading is most of a cold start.
/// </remarks>
public sealed partial class AppServices : IAsyncDisposable
{
    private readonly Func<double> _random;
    private object? _gate = new();
    private Database? _database;
    private ObjectStorage? _storage;
    private Cache? _cache;
    private SearchIndex? _search;
    private UserPoolClient? _userPool;

    /// <param name="settings">Where the servers are.</param>
    /// <param name="options">What handlers share; targets and origins are taken from the settings.</param>
    /// <param name="random">Source of the spread of retries, 0 to 1; null for a random one.</param>
    public AppServices(AppSettings settings, HandlerOptions options, Func<double>? random = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(options);
        Settings = settings;
        Options = options with { Targets = settings.Targets, CorsOrigins = settings.CorsOrigins, Region = settings.Region };
        _random = random ?? Random.Shared.NextDouble;
    }

    public AppSettings Settings { get; }

    public HandlerOptions Options { get; }

    internal Database Database => LazyInitializer.EnsureInitialized(ref _database, ref _gate, () => new Database(Settings, Options, _random));

    internal ObjectStorage Storage => LazyInitializer.EnsureInitialized(ref _storage, ref _gate, () =>
    {
        Instrumented.AwsSdk();
        return new ObjectStorage(Settings, Options, _random);
    });

    internal Cache Cache => LazyInitializer.EnsureInitialized(ref _cache, ref _gate, () => new Cache(Settings.Cache, Options));

    internal SearchIndex Search => LazyInitializer.EnsureInitialized(ref _search, ref _gate, () => new SearchIndex(Settings, Options, _random));

    internal MocStore Mocs => field ??= new(Database);

    internal MocCache MocCache => field ??= new(Cache);

    internal MocIndex MocIndex => field ??= new(Search);

    internal MocFileStorage MocFiles => field ??= new(Storage, Options);

    internal TextSearch TextSearch => field ??= new(Search, Cache, Options);

    internal ImageStore Images => new(Database);

    internal AlbumStore Albums => new(Database);

    internal GalleryCache GalleryCache => new(Cache);

    internal ImageStorage ImageStorage => new(Storage);

    internal ImageIndex ImageIndex => new(Search);

    internal MocImageStore MocImages => new(Database);

    internal PartsListStore PartsLists => new(Database);

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        if (_cache is not null)
        {
            await _cache.DisposeAsync();
        }

        _storage?.Dispose();
        _search?.Dispose();
        _userPool?.Dispose();
    }
}
