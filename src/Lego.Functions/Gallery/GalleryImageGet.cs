using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Gallery;

internal sealed record GalleryImageGetRequest(Guid Id);

[JsonSerializable(typeof(GalleryImageGetRequest))]
internal sealed partial class GalleryImageGetJson : JsonSerializerContext;

/// <summary>GET /api/images/{id}: an image of the caller.</summary>
internal sealed class GalleryImageGet(AppServices services)
    : HttpHandler<GalleryImageGetRequest>("gallery-image-get", services.Options, AppJson.With(GalleryImageGetJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        GalleryImageGetRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("imageId", request.Id);
        var (cached, generation) = await services.GalleryCache.GetImageAsync(request.Id, cancellationToken);
        if (cached is not null)
        {
            return Ok(Gates.Owner(cached, context.UserId, "The image"));
        }

        var image = Gates.Owner(await services.Images.FindAsync(request.Id, cancellationToken), context.UserId, "The image");
        await services.GalleryCache.SetImageAsync(image, generation, cancellationToken);
        return Ok(image);
    }
}
