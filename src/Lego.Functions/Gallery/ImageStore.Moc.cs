using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Gallery;

/// <content>Images as MOCs show them.</content>
internal sealed partial class ImageStore
{
    /// <summary>The images that a MOC shows.</summary>
    public Task<IReadOnlyList<LinkedImage>> ListOfMocAsync(Guid mocId, CancellationToken cancellationToken)
    {
        const string Sql =
            """
            select link.id, image.id as GalleryImageId, image.image_url as Url, image.title as Alt, image.description as Caption
            from moc_gallery_images link
            join gallery_images image on image.id = link.gallery_image_id
            where link.moc_id = @mocId
            order by image.created_at, link.id
            """;
        return database.ListAsync(
            new Statement("moc.images", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryAsync<LinkedImage>(Sql, new { mocId, cancellationToken }),
            cancellationToken);
    }

    /// <summary>Deletes those of a user's images that no MOC, album or cover shows.</summary>
    public static async Task<IReadOnlyList<OrphanedImage>> DeleteOrphansAsync(
        Transaction transaction, IReadOnlyList<Guid> candidates, string userId, CancellationToken cancellationToken)
    {
        var ids = string.Join(',', candidates);
        // Locked first: a link that another transaction is making now is then seen by the delete, or waits for it and fails.
        const string Lock = "select id from gallery_images where id = any(string_to_array(@ids, ',')::uuid[]) order by id for update";
        await transaction.ListAsync(
            new Statement("images.lock", Table, DatabaseOperation.Select, Lock),
            connection => connection.QueryAsync<Guid>(Lock, new { ids, cancellationToken }));

        const string Sql =
            """
            delete from gallery_images image
            where image.id = any(string_to_array(@ids, ',')::uuid[])
                and image.user_id = @userId
                and image.album_id is null
                and not exists (select 1 from moc_gallery_images link where link.gallery_image_id = image.id)
                and not exists (select 1 from gallery_albums album where album.cover_image_id = image.id)
            returning image.id, image.image_url as ImageUrl, image.thumbnail_url as ThumbnailUrl
            """;
        return await transaction.ListAsync(
            new Statement("images.delete-orphans", Table, DatabaseOperation.Delete, Sql),
            connection => connection.QueryAsync<OrphanedImage>(Sql, new { ids, userId, cancellationToken }));
    }
}
