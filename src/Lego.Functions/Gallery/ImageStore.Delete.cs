using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Gallery;

/// <content>Deleting an image, or its album.</content>
internal sealed partial class ImageStore
{
    /// <summary>Deletes an image; its flags and links go with it, and albums lose it as their cover.</summary>
    /// <returns>Null when the image was gone already.</returns>
    public Task<DeletedImage?> DeleteAsync(Guid id, string userId, CancellationToken cancellationToken) =>
        database.TransactionAsync(
            "image.delete",
            async transaction =>
            {
                // Locked first: a link or a cover that another transaction is making now is then seen, or waits and fails.
                const string Lock = "select id from gallery_images where id = @id and user_id = @userId for update";
                await transaction.ListAsync(
                    new Statement("image.delete.lock", Table, DatabaseOperation.Select, Lock),
                    connection => connection.QueryAsync<Guid>(Lock, new { id, userId, cancellationToken }));

                // What showed it is read in the same statement, before the foreign keys take it away.
                const string Sql =
                    """
                    with gone as (
                        delete from gallery_images where id = @id and user_id = @userId
                        returning image_url, thumbnail_url, album_id)
                    select gone.image_url as ImageUrl, gone.thumbnail_url as ThumbnailUrl, gone.album_id as AlbumId,
                        (select string_agg(album.id::text, ',') from gallery_albums album where album.cover_image_id = @id) as Covered,
                        (select string_agg(link.moc_id::text, ',') from moc_gallery_images link where link.gallery_image_id = @id) as Linked
                    from gone
                    """;
                return await transaction.FindAsync(
                    new Statement("image.delete", Table, DatabaseOperation.Delete, Sql),
                    connection => connection.QueryFirstOrDefaultAsync<DeletedImage>(Sql, new { id, userId, cancellationToken }));
            },
            cancellationToken);

    /// <summary>Takes all images out of an album.</summary>
    /// <returns>Their ids.</returns>
    public static Task<IReadOnlyList<Guid>> LeaveAlbumAsync(Transaction transaction, Guid albumId, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql = "update gallery_images set album_id = null, last_updated_at = @now where album_id = @albumId returning id";
        return transaction.ListAsync(
            new Statement("images.leave-album", Table, DatabaseOperation.Update, Sql),
            connection => connection.QueryAsync<Guid>(Sql, new { albumId, now, cancellationToken }));
    }
}
