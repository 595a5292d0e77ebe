using Dapper;
using Lego.Functions.Gallery;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Moc;

/// <content>Deleting a MOC with all that hangs on it.</content>
internal sealed partial class MocStore
{
    /// <summary>Deletes a MOC of the user, all that hangs on it, and the images that only it showed.</summary>
    /// <returns>Null when the user has no such MOC.</returns>
    public Task<DeletedMoc?> DeleteAsync(Guid mocId, string userId, CancellationToken cancellationToken)
    {
        // Locked first: the MOC gets nothing new any more, and a link to an image that another transaction is making now is then seen.
        const string Sql =
            $"""
            select id from moc_instructions where id = @mocId and user_id = @userId for update;
            select image.id from gallery_images image
            where {OfUser} and image.id in (select link.gallery_image_id from moc_gallery_images link where link.moc_id = @mocId)
            order by image.id for update;
            delete from moc_parts where {OfUser} and parts_list_id in (select list.id from moc_parts_lists list where list.moc_id = @mocId);
            delete from moc_parts_lists where moc_id = @mocId and {OfUser};
            delete from moc_gallery_albums where moc_id = @mocId and {OfUser};
            {ImageStore.DeleteOrphans};
            delete from moc_gallery_images where moc_id = @mocId and {OfUser};
            delete from moc_files where moc_id = @mocId and {OfUser} returning file_url;
            delete from moc_instructions where id = @mocId and user_id = @userId
            """;
        return database.BatchAsync(
            new Statement("moc.delete", Table, DatabaseOperation.Delete, Sql),
            [("mocId", mocId), ("userId", userId)],
            async answers =>
            {
                var locked = await answers.ListAsync<Guid>(static _ => static row => row.GetGuid(0));
                await answers.ListAsync<Guid>(static _ => static row => row.GetGuid(0));
                var orphans = await answers.ListAsync(reader => reader.GetRowParser<OrphanedImage>());
                var files = await answers.ListAsync<string>(static _ => static row => row.GetString(0));
                return locked.Count == 0 ? null : new DeletedMoc(files, orphans);
            },
            cancellationToken);
    }
}
