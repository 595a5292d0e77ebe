using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Gallery;

/// <summary>Whose an image is; all that another domain needs to know before it shows one.</summary>
internal sealed class ImageOwners(Database database)
{
    public Task<ImageOwner?> FindAsync(Guid imageId, CancellationToken cancellationToken)
    {
        const string Sql = "select id, user_id as UserId from gallery_images where id = @imageId";
        return database.FindAsync(
            new Statement("image.owner", "gallery_images", DatabaseOperation.Select, Sql),
            connection => connection.QueryFirstOrDefaultAsync<ImageOwner>(Sql, new { imageId, cancellationToken }),
            cancellationToken);
    }
}

internal sealed record ImageOwner : IOwned
{
    public Guid Id { get; init; }

    public string UserId { get; init; } = "";
}
