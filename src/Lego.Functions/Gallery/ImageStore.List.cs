using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Gallery;

/// <content>Lists.</content>
internal sealed partial class ImageStore
{
    private const string Matches =
        """
        (image.title ilike @pattern::text or image.description ilike @pattern::text
            or exists (select 1 from jsonb_array_elements_text(image.tags) tag where tag ilike @pattern::text))
        """;

    // Planned with the values at hand, so that each case finds its index.
    private const string InAlbum =
        $"""
        image.user_id = @userId
            and (image.album_id = @albumId::uuid or (@albumId::uuid is null and image.album_id is null))
            and (@pattern::text is null or {Matches})
        """;

    private const string ByText = $"image.user_id = @userId and {Matches}";

    /// <summary>One page of a user's images in an album, or in none, newest first.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="albumId">The album; null for the images that are in none.</param>
    /// <param name="search">Part of title, description or a tag, in any case; null for all.</param>
    /// <param name="paging">The page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Found<GalleryImage>> ListAsync(
        string userId, Guid? albumId, string? search, Paging paging, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            select count(*) from gallery_images image where {InAlbum};
            select {Columns} from gallery_images image where {InAlbum} order by image.created_at desc, image.id limit @limit offset @offset
            """;
        return PageAsync(
            new Statement("images.list", Table, DatabaseOperation.Select, Sql),
            [
                ("userId", userId),
                ("albumId", albumId),
                ("pattern", search is null ? null : LikePattern.Containing(search)),
                ("limit", paging.Limit),
                ("offset", paging.Offset),
            ],
            cancellationToken);
    }

    /// <summary>Selects all images of an album, newest first.</summary>
    public const string OfAlbum =
        $"select {Columns} from gallery_images image where image.album_id = @albumId order by image.created_at desc, image.id";

    public async Task<IReadOnlyList<GalleryImage>> ListByIdAsync(string userId, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        const string Sql =
            $"select {Columns} from gallery_images image where image.user_id = @userId and image.id = any(string_to_array(@wanted, ',')::uuid[])";
        var wanted = string.Join(',', ids);
        return ToImages(await database.ListAsync(
            new Statement("images.by-id", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryAsync<ImageRow>(Sql, new { userId, wanted, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken));
    }

    public Task<Found<GalleryImage>> ListByTextAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            select count(*) from gallery_images image where {ByText};
            select {Columns} from gallery_images image where {ByText} order by image.created_at desc, image.id limit @limit offset @offset
            """;
        return PageAsync(
            new Statement("images.search", Table, DatabaseOperation.Select, Sql),
            [
                ("userId", query.UserId),
                ("pattern", LikePattern.Containing(query.Text)),
                ("limit", query.Paging.Limit),
                ("offset", query.Paging.Offset),
            ],
            cancellationToken);
    }

    private Task<Found<GalleryImage>> PageAsync(
        Statement countAndRows, IReadOnlyList<(string Name, object? Value)> values, CancellationToken cancellationToken) =>
        database.BatchAsync(
            countAndRows,
            values,
            async answers =>
            {
                var total = await answers.CountAsync();
                return new Found<GalleryImage>(ToImages(await answers.ListAsync(reader => reader.GetRowParser<ImageRow>())), total);
            },
            cancellationToken);

    private static IReadOnlyList<GalleryImage> ToImages(IReadOnlyList<ImageRow> rows) => [.. rows.Select(row => row.ToImage())];
}
