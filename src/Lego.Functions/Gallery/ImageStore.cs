using Dapper;
using Lego.Functions.Repair;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Gallery;

/// <summary>The table <c>gallery_images</c>.</summary>
internal sealed partial class ImageStore(Database database) : ISearchStore<GalleryImage>, IIndexSource
{
    private const string Table = "gallery_images";

    private const string Columns =
        """
        image.id, image.user_id as UserId, image.title, image.description, image.tags::text as Tags, image.image_url as ImageUrl,
        image.thumbnail_url as ThumbnailUrl, image.album_id as AlbumId, image.flagged, image.created_at as CreatedAt,
        image.last_updated_at as LastUpdatedAt
        """;

    /// <summary>The image, whoever owns it, or null.</summary>
    public async Task<GalleryImage?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        const string Sql = $"select {Columns} from gallery_images image where image.id = @id";
        var row = await database.FindAsync(
            new Statement("image.get", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryFirstOrDefaultAsync<ImageRow>(Sql, new { id, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
        return row?.ToImage();
    }

    /// <summary>Adds an image whose objects are stored.</summary>
    /// <exception cref="ValidationException">The album is gone.</exception>
    public async Task<GalleryImage> CreateAsync(GalleryImage image, CancellationToken cancellationToken)
    {
        // The id was drawn before, for the keys of the objects. A second try may meet the row of a first one whose answer was lost.
        const string Sql =
            $"""
            insert into gallery_images as image
                (id, user_id, title, description, tags, image_url, thumbnail_url, album_id, created_at, last_updated_at)
            values (@id, @userId, @title, @description, @tags::jsonb, @imageUrl, @thumbnailUrl, @albumId, @now, @now)
            on conflict (id) do update set last_updated_at = excluded.last_updated_at
            returning {Columns}
            """;
        var row = await ReferringAsync(() => database.FindAsync(
            new Statement("image.create", Table, DatabaseOperation.Insert, Sql),
            connection => connection.QueryFirstOrDefaultAsync<ImageRow>(
                Sql,
                new
                {
                    id = image.Id,
                    userId = image.UserId,
                    title = image.Title,
                    description = image.Description,
                    tags = ImageRow.TagsText(image.Tags),
                    imageUrl = image.ImageUrl,
                    thumbnailUrl = image.ThumbnailUrl,
                    albumId = image.AlbumId,
                    now = image.CreatedAt,
                    cancellationToken,
                }, commandTimeout: connection.CommandTimeout),
            cancellationToken));
        return row!.ToImage();
    }

    /// <summary>Changes the members that are present.</summary>
    /// <returns>The image as stored and the album it was in before, or null when the user has no such image or no such album.</returns>
    /// <exception cref="ValidationException">The album is gone.</exception>
    public async Task<ChangedImage?> UpdateAsync(
        GalleryImageUpdateRequest change, string userId, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            update gallery_images image set
                title = case when @hasTitle then @title::text else image.title end,
                description = case when @hasDescription then @description::text else image.description end,
                tags = case when @hasTags then @tags::jsonb else image.tags end,
                album_id = case when @hasAlbumId then @albumId::uuid else image.album_id end,
                last_updated_at = @now
            from (select id, album_id from gallery_images where id = @id and user_id = @userId for update) before
            where image.id = before.id
                and (@albumId::uuid is null
                    or exists (select 1 from gallery_albums own where own.id = @albumId::uuid and own.user_id = @userId))
            returning {Columns}, before.album_id as PreviousAlbumId
            """;
        var row = await ReferringAsync(() => database.FindAsync(
            new Statement("image.update", Table, DatabaseOperation.Update, Sql),
            connection => connection.QueryFirstOrDefaultAsync<ImageRow>(
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
                    hasTags = change.Tags.IsPresent,
                    tags = ImageRow.TagsText(change.Tags.Value),
                    hasAlbumId = change.AlbumId.IsPresent,
                    albumId = change.AlbumId.Value,
                    cancellationToken,
                }, commandTimeout: connection.CommandTimeout),
            cancellationToken));
        return row is null ? null : new ChangedImage(row.ToImage(), row.PreviousAlbumId);
    }

    /// <summary>Runs a write that names an album, which may be gone since it was looked at.</summary>
    private static async Task<T> ReferringAsync<T>(Func<Task<T>> write)
    {
        try
        {
            return await write();
        }
        catch (DatabaseException exception) when (Database.IsMissingReference(exception))
        {
            throw Gates.UnknownReference("albumId");
        }
    }
}
