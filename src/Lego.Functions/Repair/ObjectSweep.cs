using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Repair;

/// <summary>
/// Deletes objects that no row refers to: those of rows that are gone while S3 did not answer, and those of writes of which nobody knew
/// whether they had happened.
/// </summary>
/// <param name="storage">The bucket.</param>
/// <param name="database">The rows.</param>
/// <param name="prefix">One of <see cref="Prefixes"/>, or a part of what lies under one.</param>
/// <param name="before">Leaves younger objects alone: uploads whose rows are still to come.</param>
internal sealed class ObjectSweep(ObjectStorage storage, Database database, string prefix, DateTimeOffset before) : IRepairStep
{
    /// <summary>
    /// Where objects with rows lie. An avatar has none: its key is one for each user, so that at most one object a user is left over.
    /// </summary>
    public static readonly IReadOnlyList<string> Prefixes = ["mocs/", "images/", "wishlist/"];

    public string Name => prefix;

    /// <inheritdoc/>
    public async Task<RepairPage> RunPageAsync(string? after, Func<bool> isOver, CancellationToken cancellationToken)
    {
        var page = await storage.ListPageAsync(prefix, after, cancellationToken);
        List<string> old = [.. page.Objects.Where(stored => stored.LastModified < before).Select(stored => stored.Key)];
        var counts = new RepairCounts(Deleted: await DeleteUnusedAsync(old, cancellationToken));
        return page.IsLast ? RepairPage.Last(counts) : RepairPage.Before(page.Objects[^1].Key, counts);
    }

    private async Task<int> DeleteUnusedAsync(List<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return 0;
        }

        var urls = keys.ToDictionary(storage.UrlOf);
        foreach (var used in await FindUsedAsync([.. urls.Keys], cancellationToken))
        {
            urls.Remove(used);
        }

        if (urls.Count > 0)
        {
            await storage.DeleteAsync([.. urls.Values], cancellationToken);
        }

        return urls.Count;
    }

    private Task<IReadOnlyList<string>> FindUsedAsync(IReadOnlyList<string> urls, CancellationToken cancellationToken)
    {
        // Our keys have no line feeds.
        const string Sql =
            """
            select wanted.url from unnest(string_to_array(@urls, E'\n')) as wanted (url)
            where wanted.url in (
                select file_url from moc_files
                union all select image_url from gallery_images
                union all select thumbnail_url from gallery_images where thumbnail_url is not null
                union all select image_url from wishlist_items where image_url is not null
                union all select thumbnail_url from moc_instructions where thumbnail_url is not null)
            """;
        return database.BatchAsync(
            new Statement("repair.used", "moc_files gallery_images wishlist_items moc_instructions", DatabaseOperation.Select, Sql),
            [("urls", string.Join('\n', urls))],
            answers => answers.ListAsync<string>(static _ => static row => row.GetString(0)),
            cancellationToken);
    }
}
