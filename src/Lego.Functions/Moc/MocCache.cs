using System.Globalization;
using Lego.Functions.Shared;

namespace Lego.Functions.Moc;

/// <summary>What the cache holds of MOCs: the detail of each, and the pages of each user's list.</summary>
internal sealed class MocCache(Cache cache)
{
    private static readonly TimeSpan DetailLifetime = TimeSpan.FromSeconds(600);
    private static readonly TimeSpan ListLifetime = TimeSpan.FromSeconds(300);

    public Task<(MocDetail? Value, CacheGeneration Generation)> GetDetailAsync(Guid id, CancellationToken cancellationToken) =>
        cache.GetGuardedAsync(Detail(id), AppJson.TypeInfo<MocDetail>(), cancellationToken);

    public Task SetDetailAsync(MocDetail detail, CacheGeneration generation, CancellationToken cancellationToken) =>
        cache.SetGuardedAsync(Detail(detail.Id), generation, detail, AppJson.TypeInfo<MocDetail>(), DetailLifetime, cancellationToken);

    /// <summary>A page of a user's list, from here or loaded.</summary>
    public Task<CachedPage<Moc>> ListAsync(
        string userId, Paging paging, string? search, string? tag, Func<Task<Found<Moc>>> load, CancellationToken cancellationToken) =>
        cache.PageAsync(Lists(userId), Page(userId, paging, search, tag), paging, ListLifetime, load, cancellationToken);

    /// <summary>Drops the pages of a user's list.</summary>
    public Task DropListAsync(string userId, CancellationToken cancellationToken) => cache.DropAsync([], [Lists(userId)], cancellationToken);

    /// <summary>Drops a MOC whose row is as it was.</summary>
    public Task DropDetailAsync(Guid id, CancellationToken cancellationToken) => cache.DropAsync([Detail(id)], [], cancellationToken);

    /// <summary>Drops a MOC and the pages of its owner's list.</summary>
    public Task DropAsync(string userId, Guid id, CancellationToken cancellationToken) =>
        cache.DropAsync([Detail(id)], [Lists(userId)], cancellationToken);

    /// <summary>Drops MOCs that showed something that is gone.</summary>
    public Task DropDetailsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ids.Count > 0 ? cache.DropAsync([.. ids.Select(Detail)], [], cancellationToken) : Task.CompletedTask;

    private static CacheKey Detail(Guid id) => new($"moc:detail:{id}", "moc:detail:{mocId}");

    private static CacheKey Lists(string userId) => new($"moc:user:{CacheKey.User(userId)}:list", "moc:user:{userId}:list");

    /// <summary>Search and tag are escaped, so that a colon in one cannot make it look like the other.</summary>
    private static CacheKey Page(string userId, Paging paging, string? search, string? tag) => Lists(userId).With(
        string.Create(
            CultureInfo.InvariantCulture,
            $":{paging.Page}:{paging.Limit}:{Uri.EscapeDataString(search ?? "")}:{Uri.EscapeDataString(tag ?? "")}"),
        ":{page}:{limit}:{search}:{tag}");
}
