using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Gallery;

internal sealed record GalleryImageDeleteRequest(Guid Id);

[JsonSerializable(typeof(GalleryImageDeleteRequest))]
internal sealed partial class GalleryImageDeleteJson : JsonSerializerContext;

/// <summary>DELETE /api/images/{id}: deletes an image with its objects; albums and MOCs that showed it stay without it.</summary>
internal sealed class GalleryImageDelete(AppServices services)
    : HttpHandler<GalleryImageDeleteRequest>("gallery-image-delete", services.Options, AppJson.With(GalleryImageDeleteJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        GalleryImageDeleteRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("imageId", request.Id);
        var deleted = await services.Images.DeleteAsync(request.Id, context.UserId, cancellationToken);
        if (deleted is null)
        {
            Gates.Owner(await services.Images.FindAsync(request.Id, cancellationToken), context.UserId, "The image");
            throw new NotFoundException("The image was not found.");
        }


        // The row is gone for good: what follows cannot fail the request.
        await Task.WhenAll(
            services.ImageStorage.CleanUpAsync(deleted.ImageUrl, deleted.ThumbnailUrl),
            services.ImageIndex.DeleteAsync(request.Id, cancellationToken),
            services.GalleryCache.DropImagesAsync(context.UserId, [request.Id], [.. deleted.Albums], cancellationToken),
            services.MocCache.DropDetailsAsync([.. deleted.Mocs], cancellationToken));
        return NoContent();
    }
}
