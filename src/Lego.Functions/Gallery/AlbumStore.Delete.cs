using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Gallery;

/// <content>Deleting an album.</content>
internal sealed partial class AlbumStore
{
    /// <summary>Deletes an album of the user and takes its images out of it.</summary>
    /// <returns>The images that were in it, or null when the user has no such album.</returns>
    public Task<IReadOnlyList<Guid>?> DeleteAsync(Guid albumId, string userId, DateTime now, CancellationToken cancellationToken)
    {
        // Locked first, so that no image can be put into it any more.
        const string Sql =
            """
            select id from gallery_albums where id = @albumId and user_id = @userId for update;
            update gallery_images set album_id = null, last_updated_at = @now
            where album_id = @albumId and exists (select 1 from gallery_albums album where album.id = @albumId and album.user_id = @userId)
            returning id;
            delete from gallery_albums where id = @albumId and user_id = @userId
            """;
        return database.BatchAsync(
            new Statement("album.delete", Table, DatabaseOperation.Delete, Sql),
            [("albumId", albumId), ("userId", userId), ("now", now)],
            async answers =>
            {
                var locked = await answers.ListAsync<Guid>(static _ => static row => row.GetGuid(0));
                var images = await answers.ListAsync<Guid>(static _ => static row => row.GetGuid(0));
                return locked.Count == 0 ? null : images;
            },
            cancellationToken);
    }
}
