using Lego.Functions.Gallery;
using Lego.Functions.Moc;
using Lego.Functions.PartsLists;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.AwsSdk;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.Redis;
using StackExchange.Redis;

namespace Lego.Functions;

/// <summary>The composition root: what functions are made of, each part made when the first function asks for it.</summary>
public sealed partial class AppServices : IAsyncDisposable
{
    private readonly Func<double> _random;
    private readonly Lazy<Database> _database;
    private readonly Lazy<ObjectStorage> _storage;
    private readonly Lazy<Cache> _cache;
    private readonly Lazy<SearchIndex> _search;
    private readonly Lazy<UserPoolClient> _userPool;
    private readonly Lazy<MocStore> _mocs;
    private readonly Lazy<MocCache> _mocCache;
    private readonly Lazy<MocIndex> _mocIndex;
    private readonly Lazy<TextSearch> _textSearch;
    private readonly Lazy<MocFileStorage> _mocFiles;

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
        if (ActivityInstrumentation.Wants("aws"))
        {
            AwsSdkInstrumentation.Enable();
        }

        Action<IConnectionMultiplexer> instrumentCache = ActivityInstrumentation.Wants("redis") ? RedisInstrumentation.Enable : static _ => { };
        _database = new(() => new Database(Settings, Options, _random));
        _storage = new(() => new ObjectStorage(Settings, Options, _random));
        _cache = new(() => new Cache(Settings.Cache, Options, instrumentCache));
        _search = new(() => new SearchIndex(Settings, Options, _random));
        _userPool = new(() => new UserPoolClient(PoolSettings(), Options, _random));
        _mocs = new(() => new MocStore(Database));
        _mocCache = new(() => new MocCache(Cache));
        _mocIndex = new(() => new MocIndex(Search));
        _textSearch = new(() => new TextSearch(Search, Cache, Options));
        _mocFiles = new(() => new MocFileStorage(Storage, Options));
    }

    public AppSettings Settings { get; }

    public HandlerOptions Options { get; }

    internal Database Database => _database.Value;

    internal ObjectStorage Storage => _storage.Value;

    internal Cache Cache => _cache.Value;

    internal SearchIndex Search => _search.Value;

    internal MocStore Mocs => _mocs.Value;

    internal MocCache MocCache => _mocCache.Value;

    internal MocIndex MocIndex => _mocIndex.Value;

    internal MocFileStorage MocFiles => _mocFiles.Value;

    internal TextSearch TextSearch => _textSearch.Value;

    internal ImageStore Images => new(Database);

    internal AlbumStore Albums => new(Database);

    internal GalleryCache GalleryCache => new(Cache);

    internal ImageStorage ImageStorage => new(Storage);

    internal ImageIndex ImageIndex => new(Search);

    internal MocImageStore MocImages => new(Database);

    internal PartsListStore PartsLists => new(Database);

    public async ValueTask DisposeAsync()
    {
        if (_database.IsValueCreated)
        {
            await _database.Value.DisposeAsync();
        }

        if (_cache.IsValueCreated)
        {
            await _cache.Value.DisposeAsync();
        }

        if (_storage.IsValueCreated)
        {
            _storage.Value.Dispose();
        }

        if (_search.IsValueCreated)
        {
            _search.Value.Dispose();
        }

        if (_userPool.IsValueCreated)
        {
            _userPool.Value.Dispose();
        }
    }
}
