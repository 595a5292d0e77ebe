using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore;

/// <summary>S3 over HTTP on 127.0.0.1, path style, with the objects in a folder that outlives the process.</summary>
public sealed class EmbeddedObjectStore : IEmbeddedServer
{
    private readonly ObjectStoreOptions _options;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _port;
    private KestrelHost? _host;
    private BucketCatalog? _buckets;

    public EmbeddedObjectStore(ObjectStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.DataFolder);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.AccessKey);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.SecretKey);
        _options = options;
        _port = options.Port;
    }

    public string Name => "s3";

    public string Endpoint => _port != 0
        ? $"http://127.0.0.1:{_port}"
        : throw new InvalidOperationException("The object store takes a free port and has none before its first start.");

    public bool IsRunning => _host is not null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_host is not null) return;
            var buckets = BucketCatalog.Open(_options.DataFolder, _options.TimeProvider);
            try
            {
                foreach (var bucket in _options.Buckets) buckets.Ensure(bucket);
                var host = new KestrelHost(new RequestPipeline(_options, buckets).HandleAsync);
                _port = await host.StartAsync(_port, cancellationToken);
                (_host, _buckets) = (host, buckets);
            }
            finally
            {
                if (_host is null) buckets.Dispose();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_host is null) return;
            await _host.StopAsync();
            _buckets?.Dispose();
            (_host, _buckets) = (null, null);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _turn.Dispose();
    }
}
