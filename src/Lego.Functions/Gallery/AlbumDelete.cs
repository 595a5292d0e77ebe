using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Gallery;

internal sealed record AlbumDeleteRequest(Guid Id);

[JsonSerializable(typeof(AlbumDeleteRequest))]
internal sealed partial class AlbumDeleteJson : JsonSerializerContext;

/// <summary>DELETE /api/albums/{id}: deletes an album; its images stay, in no album.</summary>
internal sealed class AlbumDelete(AppServices services)
    : HttpHandler<AlbumDeleteRequest>("album-delete", services.Options, AppJson.With(AlbumDeleteJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(AlbumDeleteRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("albumId", request.Id);
        var images = await services.Albums.DeleteAsync(request.Id, context.UserId, context.Clock.GetMilliseconds(), cancellationToken);
        if (images is null)
        {
            Gates.Owner(await services.Albums.FindAsync(request.Id, cancellationToken), context.UserId, "The album");
            throw new NotFoundException("The album was not found.");
        }

        await Task.WhenAll(
            services.ImageIndex.DeleteAsync(request.Id, cancellationToken),
            services.GalleryCache.DropAlbumAsync(context.UserId, request.Id, images, cancellationToken));
        return NoContent();
    }
}
