using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Gallery;

/// <content>Deleting an image.</content>
internal sealed partial class ImageStore
{
    /// <summary>Deletes an image of the user; its flags and links go with it, and albums lose it as their cover.</summary>
    /// <returns>Null when the user has no such image.</returns>
    public Task<DeletedImage?> DeleteAsync(Guid id, string userId, CancellationToken cancellationToken)
    {
        // Locked first: a link or a cover that another transaction is making now is then seen, or waits and fails. What showed the image is
        // read in the same statement as it is deleted by, before the foreign keys take it away.
        const string Sql =
            """
            select id from gallery_images where id = @id and user_id = @userId for update;
            with gone as (
                delete from gallery_images where id = @id and user_id = @userId
                returning image_url, thumbnail_url, album_id)
            select gone.image_url as ImageUrl, gone.thumbnail_url as ThumbnailUrl, gone.album_id as AlbumId,
                (select string_agg(album.id::text, ',') from gallery_albums album where album.cover_image_id = @id) as Covered,
                (select string_agg(link.moc_id::text, ',') from moc_gallery_images link where link.gallery_image_id = @id) as Linked
            from gone
            """;
        return database.BatchAsync(
            new Statement("image.delete", Table, DatabaseOperation.Delete, Sql),
            [("id", id), ("userId", userId)],
            async answers =>
            {
                await answers.ListAsync<Guid>(static _ => static row => row.GetGuid(0));
                return await answers.FindAsync(reader => reader.GetRowParser<DeletedImage>());
            },
            cancellationToken);
    }
}
