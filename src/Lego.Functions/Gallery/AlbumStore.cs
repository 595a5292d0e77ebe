using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Gallery;

/// <summary>The table <c>gallery_albums</c>.</summary>
internal sealed partial class AlbumStore(Database database)
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

    private const string Cover = "left join gallery_images cover on cover.id = album.cover_image_id";

    /// <summary>The album, whoever owns it, or null.</summary>
    public Task<Album?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        const string Sql = $"select {Columns} from gallery_albums album {Cover} where album.id = @id";
        return database.FindAsync(
            new Statement("album.get", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryFirstOrDefaultAsync<Album>(Sql, new { id, cancellationToken }),
            cancellationToken);
    }

    /// <summary>Adds an empty album.</summary>
    /// <exception cref="ValidationException">The cover image is gone.</exception>
    public async Task<Album> CreateAsync(
        string userId, string title, string? description, Guid? coverImageId, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            with album as (
                insert into gallery_albums (user_id, title, description, cover_image_id, created_at, last_updated_at)
                values (@userId, @title, @description, @coverImageId, @now, @now)
                returning *)
            select {Columns} from album {Cover}
            """;
        var album = await ReferringAsync(() => database.FindAsync(
            new Statement("album.create", Table, DatabaseOperation.Insert, Sql),
            connection => connection.QueryFirstOrDefaultAsync<Album>(
                Sql, new { userId, title, description, coverImageId, now, cancellationToken }),
            cancellationToken));
        return album!;
    }

    /// <summary>Changes the members that are present.</summary>
    /// <returns>The album as stored, or null when it is gone.</returns>
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
                where id = @id and user_id = @userId
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
                }),
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
