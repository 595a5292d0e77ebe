using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record MocGalleryImageListRequest(Guid Id);

[JsonSerializable(typeof(MocGalleryImageListRequest))]
[JsonSerializable(typeof(IReadOnlyList<MocImage>))]
internal sealed partial class MocGalleryImageListJson : JsonSerializerContext;

/// <summary>GET /api/mocs/{id}/gallery-images: the images of the gallery that a MOC shows, oldest first.</summary>
internal sealed class MocGalleryImageList(AppServices services)
    : HttpHandler<MocGalleryImageListRequest>("moc-gallery-image-list", services.Options, AppJson.With(MocGalleryImageListJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        MocGalleryImageListRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("mocId", request.Id);
        var images = await services.MocImages.ListAsync(request.Id, context.UserId, cancellationToken);
        if (images.Count == 0)
        {
            Gates.Hidden(await services.Mocs.FindAsync(request.Id, cancellationToken), context.UserId, "The MOC");
        }

        return List(images);
    }
}
