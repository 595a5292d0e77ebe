using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Gallery;

/// <content>The table <c>gallery_flags</c>.</content>
internal sealed partial class ImageStore
{
    private const string FlagsTable = "gallery_flags";

    /// <summary>Flags an image for a user, who can do so once.</summary>
    /// <returns>The flag and its image, or null when there is no such image.</returns>
    /// <exception cref="ConflictException">This user has flagged it before.</exception>
    public Task<FlaggedImage?> FlagAsync(Guid imageId, string userId, string? reason, DateTime now, CancellationToken cancellationToken) =>
        database.TransactionAsync<FlaggedImage?>(
            "image.flag",
            async transaction =>
            {
                // First, so that the image cannot be deleted meanwhile.
                const string Mark = $"update gallery_images image set flagged = true where image.id = @imageId returning {Columns}";
                var image = await transaction.FindAsync(
                    new Statement("image.flag", Table, DatabaseOperation.Update, Mark),
                    connection => connection.QueryFirstOrDefaultAsync<ImageRow>(Mark, new { imageId, cancellationToken }));
                if (image is null)
                {
                    return null;
                }

                const string Sql =
                    """
                    insert into gallery_flags (image_id, user_id, reason, created_at, last_updated_at)
                    values (@imageId, @userId, @reason, @now, @now)
                    on conflict (image_id, user_id) do nothing
                    returning id, image_id as ImageId, user_id as UserId, reason, created_at as CreatedAt, last_updated_at as LastUpdatedAt
                    """;
                var flag = await transaction.FindAsync(
                    new Statement("image.flag.insert", FlagsTable, DatabaseOperation.Insert, Sql),
                    connection => connection.QueryFirstOrDefaultAsync<ImageFlag>(Sql, new { imageId, userId, reason, now, cancellationToken }));
                return flag is null
                    ? throw new ConflictException("You have flagged this image already.")
                    : new FlaggedImage(image.ToImage(), flag);
            },
            cancellationToken);
}
