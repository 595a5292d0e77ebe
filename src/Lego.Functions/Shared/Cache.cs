using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lego.Lambda.Runtime;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Functions.Shared;

/// <summary>
/// Redis, best effort: without it, or when it fails, every read is a miss and nothing is written. A value stays only if its
/// generation is still the one from before its data were read, so a slow reader cannot bring back what a writer has dropped.
/// </summary>
internal sealed partial class Cache : IAsyncDisposable
{
    // Far above every time to live: a generation that is forgotten can have no value left.
    private static readonly TimeSpan GenerationLifetime = TimeSpan.FromHours(24);

    private readonly CacheConnection? _connection;
    private readonly ILogger _logger;

    /// <param name="configuration">Where the server is; empty when there is none.</param>
    /// <param name="options">What handlers share.</param>
    public Cache(string configuration, HandlerOptions options)
    {
        _logger = options.LoggerFactory.CreateLogger(nameof(Cache));
        _connection = configuration.Length > 0 ? new CacheConnection(configuration, options.Clock, Instrumented.Redis) : null;
    }

    public bool IsEnabled => _connection is not null;

    /// <summary>Connects, so that the first request need not wait for it.</summary>
    public Task OpenAsync(CancellationToken cancellationToken) => _connection?.OpenAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Ends the connection; the next call makes another.</summary>
    public ValueTask CloseAsync() => _connection?.CloseAsync() ?? ValueTask.CompletedTask;

    /// <summary>Asks the server for a sign of life.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => TraceCache("ping", "", async _ =>
    {
        await UseAsync(database => database.PingAsync(), cancellationToken);
    });

    /// <summary>Reads a value together with its own generation, which a later write needs.</summary>
    public Task<(T? Value, CacheGeneration Generation)> GetGuardedAsync<T>(CacheKey key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => ReadAsync(key, key.Generation, isStamped: false, type, cancellationToken);

    /// <summary>Writes a value unless its key was dropped since the generation was read.</summary>
    public Task SetGuardedAsync<T>(
        CacheKey key, CacheGeneration generation, T value, JsonTypeInfo<T> type, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        if (generation.Number is not { } number)
        {
            return Task.CompletedTask;
        }

        return WriteAsync(
            key,
            lifetime,
            async database =>
            {
                // Looked at after the write, since a drop raises the number before it deletes: one of the two takes a stale value away.
                var written = database.StringSetAsync(key.Value, JsonSerializer.Serialize(value, type), lifetime);
                var now = await database.StringGetAsync(key.Generation.Value);
                if ((now.HasValue ? (long)now : 0) != number)
                {
                    await database.KeyDeleteAsync(key.Value);
                }

                return await written;
            },
            cancellationToken);
    }

    /// <summary>Does something that is neither reading nor writing a value.</summary>
    /// <returns>The answer, or null when there is no cache or it failed.</returns>
    public async Task<T?> AskAsync<T>(string operation, CacheKey key, Func<IDatabase, Task<T>> ask, CancellationToken cancellationToken)
        where T : struct
    {
        T? answer = null;
        if (_connection is not null)
        {
            await BestEffort.RunAsync(_logger, "cache:" + operation, () => TraceCache(operation, key.Pattern, async _ =>
                answer = await UseAsync(ask, cancellationToken)));
        }

        return answer;
    }

    /// <summary>Drops values and families of values.</summary>
    /// <param name="keys">Keys whose value and generation go.</param>
    /// <param name="families">Families that get a new generation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task DropAsync(IReadOnlyCollection<CacheKey> keys, IReadOnlyCollection<CacheKey> families, CancellationToken cancellationToken)
    {
        if (_connection is null)
        {
            return Task.CompletedTask;
        }

        var patterns = string.Join(' ', keys.Concat(families).Select(key => key.Pattern).Distinct());
        return BestEffort.RunAsync(_logger, "cache:drop", () => TraceCache("drop", patterns, async _ => await UseAsync(
            async database =>
            {
                // Sent in one go; the generation first, so that a reader who writes between the two notices.
                List<Task> sent = [];
                foreach (var name in families.Concat(keys).Select(key => key.Generation.Value))
                {
                    sent.Add(database.StringIncrementAsync(name));
                    sent.Add(database.KeyExpireAsync(name, GenerationLifetime));
                }

                sent.AddRange(keys.Select(key => database.KeyDeleteAsync(key.Value)));
                await Task.WhenAll(sent);
                return true;
            },
            cancellationToken)));
    }

    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<(T? Value, CacheGeneration Generation)> ReadAsync<T>(
        CacheKey key, CacheKey guard, bool isStamped, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        T? value = null;
        var generation = CacheGeneration.Unknown;
        if (_connection is not null)
        {
            await BestEffort.RunAsync(_logger, "cache:get", () => TraceCache("get", key.Pattern, async subsegment =>
            {
                subsegment.Annotate("cacheHit", false);
                var (text, known) = await UseAsync(
                    async database =>
                    {
                        // Two commands in one go rather than one for both: their keys may live on different nodes.
                        var number = database.StringGetWithExpiryAsync(guard.Value);
                        var found = await database.StringGetAsync(key.Value);
                        return (found, ToGeneration(await number));
                    },
                    cancellationToken);
                generation = known;
                value = text.HasValue ? Deserialize((string)text!, isStamped ? known.Number : null, type) : null;
                subsegment.Annotate("cacheHit", value is not null);
            }));
        }

        return (value, generation);
    }

    private async Task WriteAsync(CacheKey key, TimeSpan lifetime, Func<IDatabase, Task<bool>> write, CancellationToken cancellationToken)
    {
        if (_connection is not null)
        {
            await BestEffort.RunAsync(_logger, "cache:set", () => TraceCache("set", key.Pattern, async subsegment =>
            {
                subsegment.AddMetadata("lifetimeSeconds", lifetime.TotalSeconds);
                await UseAsync(write, cancellationToken);
            }));
        }
    }

    private Task<T> UseAsync<T>(Func<IDatabase, Task<T>> use, CancellationToken cancellationToken) =>
        _connection is { } connection
            ? connection.UseAsync(use, cancellationToken)
            : throw new InvalidOperationException("There is no cache.");

    private static CacheGeneration ToGeneration(RedisValueWithExpiry stored) => stored.Value.HasValue
        ? new((long)stored.Value, stored.Expiry is { } left ? GenerationLifetime - left : TimeSpan.Zero)
        : new(0, TimeSpan.MaxValue);
}
