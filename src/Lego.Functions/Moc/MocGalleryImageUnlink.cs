using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record MocGalleryImageUnlinkRequest(Guid Id, Guid GalleryImageId);

internal sealed record MocGalleryImageUnlinked(string Message);

[JsonSerializable(typeof(MocGalleryImageUnlinkRequest))]
[JsonSerializable(typeof(MocGalleryImageUnlinked))]
internal sealed partial class MocGalleryImageUnlinkJson : JsonSerializerContext;

/// <summary>DELETE /api/mocs/{id}/gallery-images/{galleryImageId}: takes an image off a MOC; the image stays in the gallery.</summary>
internal sealed class MocGalleryImageUnlink(AppServices services)
    : HttpHandler<MocGalleryImageUnlinkRequest>(
        "moc-gallery-image-unlink", services.Options, AppJson.With(MocGalleryImageUnlinkJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        MocGalleryImageUnlinkRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("mocId", request.Id);
        context.Annotate("imageId", request.GalleryImageId);
        if (!await services.MocImages.UnlinkAsync(request.Id, request.GalleryImageId, context.UserId, cancellationToken))
        {
            Gates.Hidden(await services.Mocs.FindAsync(request.Id, cancellationToken), context.UserId, "The MOC");
            throw new NotFoundException("The MOC does not show this image.");
        }

        await services.MocCache.DropDetailAsync(request.Id, cancellationToken);
        return Ok(new MocGalleryImageUnlinked("The image was unlinked."));
    }
}
