using Dapper;
using Lego.Functions.Repair;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Gallery;

/// <summary>The table <c>gallery_albums</c>.</summary>
internal sealed partial class AlbumStore(Database database) : IIndexSource
{
    private const string Table = "gallery_albums";

    // The cover's URL is looked up by its id, whether or not the cover lies in the album.
    private const string Columns =
        """
        album.id, album.user_id as UserId, album.title, album.description, album.cover_image_id as CoverImageId,
        cover.image_url as CoverImageUrl,
        (select count(*)::integer from gallery_images image where image.album_id = album.id) as ImageCount,
        album.created_at as CreatedAt, album.last_updated_at as LastUpdatedAt
        """;

    // Foreign keys do not look at whose the image is.
    private const string CoverFits =
        "(@coverImageId::uuid is null or exists (select 1 from gallery_images own where own.id = @coverImageId::uuid and own.user_id = @userId))";

    private const string Cover = "left join gallery_images cover on cover.id = album.cover_image_id";

    private const string ById = $"select {Columns} from gallery_albums album {Cover} where album.id = @albumId";

    /// <summary>The album, whoever owns it, or null.</summary>
    public Task<Album?> FindAsync(Guid albumId, CancellationToken cancellationToken) =>
        database.FindAsync(
            new Statement("album.get", Table, DatabaseOperation.Select, ById),
            connection => connection.QueryFirstOrDefaultAsync<Album>(ById, new { albumId, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);

    /// <summary>The album, whoever owns it, with its images, or null.</summary>
    public Task<AlbumDetail?> FindDetailAsync(Guid albumId, CancellationToken cancellationToken)
    {
        const string Sql = $"{ById}; {ImageStore.OfAlbum}";
        return database.BatchAsync(
            new Statement("album.detail", Table, DatabaseOperation.Select, Sql),
            [("albumId", albumId)],
            async answers =>
            {
                var album = await answers.FindAsync(reader => reader.GetRowParser<Album>());
                var images = await answers.ListAsync(reader => reader.GetRowParser<ImageRow>());
                return album is null ? null : new AlbumDetail(album, [.. images.Select(image => image.ToImage())]);
            },
            cancellationToken);
    }

    /// <summary>Adds an empty album.</summary>
    /// <returns>Null when the user has no such cover image.</returns>
    /// <exception cref="ValidationException">The cover image is gone.</exception>
    public Task<Album?> CreateAsync(
        string userId, string title, string? description, Guid? coverImageId, DateTime now, CancellationToken cancellationToken)
    {
        // The id is drawn once for all tries: a second one may meet the row of a first whose answer was lost.
        const string Sql =
            $"""
            with album as (
                insert into gallery_albums (id, user_id, title, description, cover_image_id, created_at, last_updated_at)
                select @id, @userId, @title, @description, @coverImageId::uuid, @now, @now
                where {CoverFits}
                on conflict (id) do update set last_updated_at = excluded.last_updated_at
                returning *)
            select {Columns} from album {Cover}
            """;
        var id = Guid.NewGuid();
        return ReferringAsync(() => database.FindAsync(
            new Statement("album.create", Table, DatabaseOperation.Insert, Sql),
            connection => connection.QueryFirstOrDefaultAsync<Album>(
                Sql, new { id, userId, title, description, coverImageId, now, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken));
    }

    /// <summary>Changes the members that are present.</summary>
    /// <returns>The album as stored, or null when the user has no such album or no such cover image.</returns>
    /// <exception cref="ValidationException">The cover image is gone.</exception>
    public Task<Album?> UpdateAsync(AlbumUpdateRequest change, string userId, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            with album as (
                update gallery_albums set
                    title = case when @hasTitle then @title::text else title end,
                    description = case when @hasDescription then @description::text else description end,
                    cover_image_id = case when @hasCover then @coverImageId::uuid else cover_image_id end,
                    last_updated_at = @now
                where id = @id and user_id = @userId and {CoverFits}
                returning *)
            select {Columns} from album {Cover}
            """;
        return ReferringAsync(() => database.FindAsync(
            new Statement("album.update", Table, DatabaseOperation.Update, Sql),
            connection => connection.QueryFirstOrDefaultAsync<Album>(
                Sql,
                new
                {
                    id = change.Id,
                    userId,
                    now,
                    hasTitle = change.Title.IsPresent,
                    title = change.Title.Value,
                    hasDescription = change.Description.IsPresent,
                    description = change.Description.Value,
                    hasCover = change.CoverImageId.IsPresent,
                    coverImageId = change.CoverImageId.Value,
                    cancellationToken,
                }, commandTimeout: connection.CommandTimeout),
            cancellationToken));
    }

    /// <summary>Runs a write that names a cover image, which may be gone since it was looked at.</summary>
    private static async Task<T> ReferringAsync<T>(Func<Task<T>> write)
    {
        try
        {
            return await write();
        }
        catch (DatabaseException exception) when (Database.IsMissingReference(exception))
        {
            throw Gates.UnknownReference("coverImageId");
        }
    }
}
