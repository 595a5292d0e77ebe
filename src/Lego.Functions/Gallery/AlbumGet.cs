using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Gallery;

internal sealed record AlbumGetRequest(Guid Id);

[JsonSerializable(typeof(AlbumGetRequest))]
internal sealed partial class AlbumGetJson : JsonSerializerContext;

/// <summary>GET /api/albums/{id}: an album of the caller with all its images.</summary>
internal sealed class AlbumGet(AppServices services)
    : HttpHandler<AlbumGetRequest>("album-get", services.Options, AppJson.With(AlbumGetJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(AlbumGetRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("albumId", request.Id);
        var (cached, generation) = await services.GalleryCache.GetAlbumAsync(request.Id, cancellationToken);
        if (cached is not null)
        {
            return Ok(Gates.Owner(cached, context.UserId, "The album"));
        }

        var detail = Gates.Owner(await services.Albums.FindDetailAsync(request.Id, cancellationToken), context.UserId, "The album");
        await services.GalleryCache.SetAlbumAsync(detail, generation, cancellationToken);
        return Ok(detail);
    }
}
