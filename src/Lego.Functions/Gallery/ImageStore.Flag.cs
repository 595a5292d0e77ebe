using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Gallery;

/// <content>The table <c>gallery_flags</c>.</content>
internal sealed partial class ImageStore
{
    private const string FlagsTable = "gallery_flags";

    /// <summary>Flags an image for a user, who can do so once.</summary>
    /// <returns>The flag and its image, or null when there is no such image or this user has flagged it before.</returns>
    public Task<FlaggedImage?> FlagAsync(Guid imageId, string userId, string? reason, DateTime now, CancellationToken cancellationToken)
    {
        // The image is locked first, so that it cannot be deleted meanwhile, and marked by a flag that is new only. The flag's id is drawn
        // once for all tries: a second one may meet the flag of a first whose answer was lost.
        const string Sql =
            $"""
            select id from gallery_images where id = @imageId for no key update;
            insert into gallery_flags as flag (id, image_id, user_id, reason, created_at, last_updated_at)
            select @flagId, image.id, @userId, @reason::text, @now, @now from gallery_images image where image.id = @imageId
            on conflict (image_id, user_id) do update set reason = excluded.reason where flag.id = excluded.id
            returning id, image_id as ImageId, user_id as UserId, reason, created_at as CreatedAt, last_updated_at as LastUpdatedAt;
            update gallery_images image set flagged = true
            where image.id = @imageId and exists (select 1 from gallery_flags flag where flag.id = @flagId)
            returning {Columns}
            """;
        return database.BatchAsync(
            new Statement("image.flag", FlagsTable, DatabaseOperation.Insert, Sql),
            [("imageId", imageId), ("flagId", Guid.NewGuid()), ("userId", userId), ("reason", reason), ("now", now)],
            async answers =>
            {
                await answers.ListAsync<Guid>(static _ => static row => row.GetGuid(0));
                var flag = await answers.FindAsync(reader => reader.GetRowParser<ImageFlag>());
                var image = await answers.FindAsync(reader => reader.GetRowParser<ImageRow>());
                return flag is null || image is null ? null : new FlaggedImage(image.ToImage(), flag);
            },
            cancellationToken);
    }
}
