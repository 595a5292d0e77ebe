using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Gallery;

/// <content>Deleting an album.</content>
internal sealed partial class AlbumStore
{
    /// <summary>Deletes an album and takes its images out of it.</summary>
    /// <returns>The images that were in it, or null when the album was gone already.</returns>
    public Task<IReadOnlyList<Guid>?> DeleteAsync(Guid id, string userId, DateTime now, CancellationToken cancellationToken) =>
        database.TransactionAsync<IReadOnlyList<Guid>?>(
            "album.delete",
            async transaction =>
            {
                // Locked first, so that no image can be put into it any more.
                const string Lock = "select id from gallery_albums where id = @id and user_id = @userId for update";
                var locked = await transaction.ListAsync(
                    new Statement("album.delete.lock", Table, DatabaseOperation.Select, Lock),
                    connection => connection.QueryAsync<Guid>(Lock, new { id, userId, cancellationToken }));
                if (locked.Count == 0)
                {
                    return null;
                }

                var images = await ImageStore.LeaveAlbumAsync(transaction, id, now, cancellationToken);
                const string Sql = "delete from gallery_albums where id = @id";
                await transaction.ExecuteAsync(
                    new Statement("album.delete", Table, DatabaseOperation.Delete, Sql),
                    connection => connection.ExecuteAsync(Sql, new { id, cancellationToken }));
                return images;
            },
            cancellationToken);
}
