using StackExchange.Redis;

namespace Lego.Functions.Shared;

/// <summary>The connection to Redis: made on first use, given up quickly, and left alone for a while after it hung.</summary>
internal sealed class CacheConnection(string configuration, TimeProvider clock, Action<IConnectionMultiplexer> instrument) : IAsyncDisposable
{
    private const int ConnectMilliseconds = 1000;
    private const int CallMilliseconds = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile ConnectionMultiplexer? _multiplexer;
    private long _pausedUntil;

    public async Task<T> UseAsync<T>(Func<IDatabase, Task<T>> use, CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow().UtcTicks < Volatile.Read(ref _pausedUntil))
        {
            throw new CacheUnavailableException();
        }

        try
        {
            var multiplexer = _multiplexer ?? await ConnectAsync(cancellationToken);
            return await use(multiplexer.GetDatabase()).WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is RedisTimeoutException or RedisConnectionException or TimeoutException)
        {
            // A dead cache must cost one request a moment, not every request.
            Volatile.Write(ref _pausedUntil, (clock.GetUtcNow() + Pause).UtcTicks);
            throw;
        }
    }

    /// <summary>Connects now; a server that is not there is no failure yet.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken) => await ConnectAsync(cancellationToken);

    /// <summary>Ends the connection until the next use. Not for calls that still run.</summary>
    public async ValueTask CloseAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_multiplexer is { } multiplexer)
            {
                _multiplexer = null;
                await multiplexer.DisposeAsync();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_multiplexer is { } multiplexer)
        {
            await multiplexer.DisposeAsync();
        }

        _gate.Dispose();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_multiplexer is null)
            {
                var multiplexer = await ConnectionMultiplexer.ConnectAsync(Options());
                instrument(multiplexer);
                _multiplexer = multiplexer;
            }

            return _multiplexer;
        }
        finally
        {
            _gate.Release();
        }
    }

    private ConfigurationOptions Options()
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.AbortOnConnectFail = false;
        options.ConnectRetry = 1;
        options.ConnectTimeout = ConnectMilliseconds;
        options.AsyncTimeout = CallMilliseconds;
        options.SyncTimeout = CallMilliseconds;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(ConnectMilliseconds);
        // Messages of its exceptions would name commands and keys, which hold user ids.
        options.IncludeDetailInExceptions = false;
        return options;
    }
}
