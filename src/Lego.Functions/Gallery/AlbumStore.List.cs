using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Gallery;

/// <content>Lists.</content>
internal sealed partial class AlbumStore
{
    private const string Filter =
        """
        album.user_id = @userId
            and (@pattern::text is null or album.title ilike @pattern::text or album.description ilike @pattern::text)
        """;

    /// <summary>One page of a user's albums, newest first.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="search">Part of the title or the description, in any case; null for all.</param>
    /// <param name="paging">The page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Found<Album>> ListAsync(string userId, string? search, Paging paging, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            select count(*) from gallery_albums album where {Filter};
            select {Columns} from gallery_albums album {Cover}
            where {Filter} order by album.created_at desc, album.id limit @limit offset @offset
            """;
        return database.BatchAsync(
            new Statement("albums.list", Table, DatabaseOperation.Select, Sql),
            [
                ("userId", userId),
                ("pattern", search is null ? null : LikePattern.Containing(search)),
                ("limit", paging.Limit),
                ("offset", paging.Offset),
            ],
            async answers =>
            {
                var total = await answers.CountAsync();
                return new Found<Album>(await answers.ListAsync(reader => reader.GetRowParser<Album>()), total);
            },
            cancellationToken);
    }
}
