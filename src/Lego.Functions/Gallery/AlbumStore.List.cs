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
    public async Task<Found<Album>> ListAsync(string userId, string? search, Paging paging, CancellationToken cancellationToken)
    {
        var pattern = search is null ? null : LikePattern.Containing(search);
        const string Count = $"select count(*) from gallery_albums album where {Filter}";
        var total = database.ValueAsync(
            new Statement("albums.count", Table, DatabaseOperation.Select, Count),
            connection => connection.ExecuteScalarAsync<long>(Count, new { userId, pattern, cancellationToken }),
            cancellationToken);

        const string Sql =
            $"""
            select {Columns} from gallery_albums album {Cover}
            where {Filter} order by album.created_at desc, album.id limit @limit offset @offset
            """;
        var offset = paging.Offset;
        var limit = paging.Limit;
        var rows = database.ListAsync(
            new Statement("albums.list", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryAsync<Album>(Sql, new { userId, pattern, limit, offset, cancellationToken }),
            cancellationToken);
        await Task.WhenAll(total, rows);
        return new Found<Album>(await rows, await total);
    }
}
