using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Repair;

/// <summary>
/// Deletes objects that no row refers to: those of rows that are gone while S3 did not answer, and those of writes of which nobody knew
/// whether they had happened.
/// </summary>
internal sealed class ObjectSweep(ObjectStorage storage, Database database)
{
    /// <summary>
    /// Where objects with rows lie. An avatar has none: its key is one for each user, so that at most one object a user is left over.
    /// </summary>
    public static readonly IReadOnlyList<string> Prefixes = ["mocs/", "images/", "wishlist/"];

    private const int BatchObjects = 1000;

    /// <summary>Deletes what lies under a prefix, is older than that, and has no row.</summary>
    /// <param name="prefix">One of <see cref="Prefixes"/>, or a part of what lies under one.</param>
    /// <param name="before">Leaves uploads alone whose rows are still to come.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were deleted.</returns>
    public async Task<int> RunAsync(string prefix, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var deleted = 0;
        List<string> batch = [];
        await foreach (var stored in storage.ListAsync(prefix, cancellationToken))
        {
            if (stored.LastModified < before)
            {
                batch.Add(stored.Key);
            }

            if (batch.Count == BatchObjects)
            {
                deleted += await DeleteUnusedAsync(batch, cancellationToken);
                batch.Clear();
            }
        }

        return deleted + await DeleteUnusedAsync(batch, cancellationToken);
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
