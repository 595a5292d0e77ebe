using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record MocGalleryImageLinkRequest(Guid Id, Guid? GalleryImageId) : IJsonBody, IValidated
{
    public void Validate(Validation validation) => validation.Check(GalleryImageId is not null, "galleryImageId", "is required");
}

internal sealed record MocGalleryImageLinked(string Message, MocImageLink Link);

[JsonSerializable(typeof(MocGalleryImageLinkRequest))]
[JsonSerializable(typeof(MocGalleryImageLinked))]
internal sealed partial class MocGalleryImageLinkJson : JsonSerializerContext;

/// <summary>POST /api/mocs/{id}/gallery-images: shows one of the caller's images with a MOC.</summary>
internal sealed class MocGalleryImageLink(AppServices services)
    : HttpHandler<MocGalleryImageLinkRequest>("moc-gallery-image-link", services.Options, AppJson.With(MocGalleryImageLinkJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        MocGalleryImageLinkRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var imageId = request.GalleryImageId!.Value;
        context.Annotate("mocId", request.Id);
        context.Annotate("imageId", imageId);
        var link = await services.MocImages.LinkAsync(request.Id, imageId, context.UserId, cancellationToken);
        if (link is null)
        {
            Gates.Hidden(await services.Mocs.FindAsync(request.Id, cancellationToken), context.UserId, "The MOC");
            Gates.Owner(await services.Images.FindAsync(imageId, cancellationToken), context.UserId, "The image");
            throw new ConflictException("The MOC shows this image already.");
        }

        await services.MocCache.DropDetailAsync(request.Id, cancellationToken);
        return Created(new MocGalleryImageLinked("The image was linked.", link));
    }
}
