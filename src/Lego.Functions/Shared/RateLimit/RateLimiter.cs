using Lego.Lambda.Runtime.Errors;
using StackExchange.Redis;

namespace Lego.Functions.Shared.RateLimit;

/// <summary>
/// Counts a user's requests in a window that slides with time: the times of those accepted lie in a sorted set of the cache. Without a
/// cache every request is accepted.
/// </summary>
internal sealed class RateLimiter(Cache cache, TimeProvider clock)
{
    /// <summary>Accepts a request and counts it. A refused one is not counted, so knocking on does not prolong the wait.</summary>
    /// <exception cref="TooManyRequestsException">The user has used up the class's limit.</exception>
    public async Task CheckAsync(RateClass rate, string userId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var key = new CacheKey($"ratelimit:{rate.Name}:{CacheKey.User(userId)}", $"ratelimit:{rate.Name}:{{userId}}");
        var window = await cache.AskAsync("limit", key, database => CountAsync(database, key.Value, rate, now), cancellationToken);
        if (window is not { } found || found.Accepted < rate.Limit)
        {
            return;
        }

        var resetAt = DateTimeOffset.FromUnixTimeMilliseconds(found.Oldest) + rate.Window;
        var wait = TimeSpan.FromMilliseconds(resetAt.ToUnixTimeMilliseconds() - now);
        throw new TooManyRequestsException(Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)), resetAt);
    }

    /// <summary>
    /// One transaction, so that of requests at the same moment no more than the limit see a free place. It adds the request before it is
    /// known whether there is a place and cuts the set back to the limit.
    /// </summary>
    private static async Task<RequestWindow> CountAsync(IDatabase database, RedisKey key, RateClass rate, long now)
    {
        var transaction = database.CreateTransaction();
        var expired = transaction.SortedSetRemoveRangeByScoreAsync(key, double.NegativeInfinity, now - rate.Window.TotalMilliseconds);
        var accepted = transaction.SortedSetLengthAsync(key);
        var oldest = transaction.SortedSetRangeByRankWithScoresAsync(key, 0, 0);
        // Requests of the same millisecond count as often as they come.
        var added = transaction.SortedSetAddAsync(key, Guid.NewGuid().ToString("N"), now);
        var cut = transaction.SortedSetRemoveRangeByRankAsync(key, rate.Limit, -1);
        var lifetime = transaction.KeyExpireAsync(key, rate.Window);
        if (!await transaction.ExecuteAsync())
        {
            throw new RedisException("The transaction was not executed.");
        }

        await Task.WhenAll(expired, added, cut, lifetime);
        return new RequestWindow(await accepted, (await oldest) is [var first, ..] ? (long)first.Score : now);
    }

    /// <param name="Accepted">Number of requests in the window before this one.</param>
    /// <param name="Oldest">Time of the first of them, in milliseconds since 1970.</param>
    private readonly record struct RequestWindow(long Accepted, long Oldest);
}
