using Lego.Functions.Shared;

namespace Lego.Functions.Profile;

/// <summary>What the cache holds of profiles. Writes of MOCs, images and wishlists do not drop it: the counts may lag.</summary>
internal sealed class ProfileCache(Cache cache)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(600);

    public Task<(UserProfile? Value, CacheGeneration Generation)> GetAsync(string userId, CancellationToken cancellationToken) =>
        cache.GetGuardedAsync(Key(userId), AppJson.TypeInfo<UserProfile>(), cancellationToken);

    public Task SetAsync(UserProfile profile, CacheGeneration generation, CancellationToken cancellationToken) =>
        cache.SetGuardedAsync(Key(profile.Id), generation, profile, AppJson.TypeInfo<UserProfile>(), Lifetime, cancellationToken);

    public Task DropAsync(string userId, CancellationToken cancellationToken) => cache.DropAsync([Key(userId)], [], cancellationToken);

    private static CacheKey Key(string userId) => new($"profile:user:{CacheKey.User(userId)}", "profile:user:{userId}");
}
