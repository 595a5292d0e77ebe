using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Moc;

/// <summary>The table <c>moc_gallery_images</c>: which images of the gallery a MOC shows.</summary>
internal sealed class MocImageStore(Database database)
{
    private const string Table = "moc_gallery_images";

    private const string OfUser = "exists (select 1 from moc_instructions moc where moc.id = @mocId and moc.user_id = @userId)";

    /// <summary>The images of a MOC of the user, oldest first.</summary>
    public async Task<IReadOnlyList<MocImage>> ListAsync(Guid mocId, string userId, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            select image.id, image.title, image.description, image.image_url as Url, image.tags::text as Tags, image.created_at as CreatedAt,
                image.last_updated_at as LastUpdatedAt
            from moc_gallery_images link
            join gallery_images image on image.id = link.gallery_image_id
            where link.moc_id = @mocId and {OfUser}
            order by image.created_at, image.id
            """;
        var rows = await database.ListAsync(
            new Statement("moc.image.list", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryAsync<MocImageRow>(Sql, new { mocId, userId, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
        return [.. rows.Select(row => row.ToImage())];
    }

    /// <summary>Shows an image with a MOC.</summary>
    /// <returns>The link, or null when there is one already, or one of the two is not there or another user's.</returns>
    /// <exception cref="NotFoundException">The MOC or the image was deleted meanwhile.</exception>
    public async Task<MocImageLink?> LinkAsync(Guid mocId, Guid imageId, string userId, CancellationToken cancellationToken)
    {
        // The id is drawn once for all tries: a second one may meet the row of a first whose answer was lost.
        const string Sql =
            """
            insert into moc_gallery_images as link (id, moc_id, gallery_image_id)
            select @id, moc.id, image.id from moc_instructions moc cross join gallery_images image
            where moc.id = @mocId and moc.user_id = @userId and image.id = @imageId and image.user_id = @userId
            on conflict (moc_id, gallery_image_id) do update set moc_id = excluded.moc_id where link.id = excluded.id
            returning id, moc_id as MocId, gallery_image_id as GalleryImageId
            """;
        var id = Guid.NewGuid();
        try
        {
            return await database.FindAsync(
                new Statement("moc.image.link", Table, DatabaseOperation.Insert, Sql),
                connection => connection.QueryFirstOrDefaultAsync<MocImageLink>(Sql, new { id, mocId, imageId, userId, cancellationToken }, commandTimeout: connection.CommandTimeout),
                cancellationToken);
        }
        catch (DatabaseException exception) when (Database.IsMissingReference(exception))
        {
            throw new NotFoundException("The MOC or the image was not found.");
        }
    }

    /// <returns>False when there is no such link of a MOC of the user.</returns>
    public async Task<bool> UnlinkAsync(Guid mocId, Guid imageId, string userId, CancellationToken cancellationToken)
    {
        const string Sql = $"delete from moc_gallery_images where moc_id = @mocId and gallery_image_id = @imageId and {OfUser} returning id";
        var deleted = await database.ListAsync(
            new Statement("moc.image.unlink", Table, DatabaseOperation.Delete, Sql),
            connection => connection.QueryAsync<Guid>(Sql, new { mocId, imageId, userId, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
        return deleted.Count > 0;
    }
}
