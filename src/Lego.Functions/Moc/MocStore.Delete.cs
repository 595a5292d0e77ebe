using Dapper;
using Lego.Functions.Gallery;
using Lego.Functions.PartsLists;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Moc;

/// <content>Deleting a MOC with all that hangs on it.</content>
internal sealed partial class MocStore
{
    /// <returns>Null when the MOC was gone already.</returns>
    public Task<DeletedMoc?> DeleteAsync(Guid id, string userId, CancellationToken cancellationToken) =>
        database.TransactionAsync<DeletedMoc?>(
            "moc.delete",
            async transaction =>
            {
                const string Lock = "select id from moc_instructions where id = @id and user_id = @userId for update";
                var locked = await transaction.ListAsync(
                    new Statement("moc.delete.lock", Table, DatabaseOperation.Select, Lock),
                    connection => connection.QueryAsync<Guid>(Lock, new { id, userId, cancellationToken }));
                if (locked.Count == 0)
                {
                    return null;
                }

                await PartsListStore.DeleteOfMocAsync(transaction, id, cancellationToken);
                var linked = await DeleteLinksAsync(transaction, id, cancellationToken);

                const string Files = "delete from moc_files where moc_id = @id returning file_url";
                var urls = await transaction.ListAsync(
                    new Statement("moc.delete.files", FilesTable, DatabaseOperation.Delete, Files),
                    connection => connection.QueryAsync<string>(Files, new { id, cancellationToken }));

                const string Row = "delete from moc_instructions where id = @id";
                await transaction.ExecuteAsync(
                    new Statement("moc.delete", Table, DatabaseOperation.Delete, Row),
                    connection => connection.ExecuteAsync(Row, new { id, cancellationToken }));

                IReadOnlyList<OrphanedImage> orphans =
                    linked.Count > 0 ? await ImageStore.DeleteOrphansAsync(transaction, linked, userId, cancellationToken) : [];
                return new DeletedMoc(urls, orphans);
            },
            cancellationToken);

    /// <returns>The images that were linked.</returns>
    private static async Task<IReadOnlyList<Guid>> DeleteLinksAsync(Transaction transaction, Guid id, CancellationToken cancellationToken)
    {
        const string Albums = "delete from moc_gallery_albums where moc_id = @id";
        await transaction.ExecuteAsync(
            new Statement("moc.delete.albums", "moc_gallery_albums", DatabaseOperation.Delete, Albums),
            connection => connection.ExecuteAsync(Albums, new { id, cancellationToken }));

        const string Images = "delete from moc_gallery_images where moc_id = @id returning gallery_image_id";
        return await transaction.ListAsync(
            new Statement("moc.delete.images", "moc_gallery_images", DatabaseOperation.Delete, Images),
            connection => connection.QueryAsync<Guid>(Images, new { id, cancellationToken }));
    }
}
