using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Gallery;

internal sealed record GalleryImageListRequest(int? Page, int? Limit, Guid? AlbumId, string? Search) : IValidated
{
    public void Validate(Validation validation)
    {
        Paging.Validate(validation, Page, Limit);
        validation.OptionalText("search", Search, max: 200);
    }
}

[JsonSerializable(typeof(GalleryImageListRequest))]
internal sealed partial class GalleryImageListJson : JsonSerializerContext;

/// <summary>GET /api/images: one page of the caller's images in an album, or in none, newest first.</summary>
internal sealed class GalleryImageList(AppServices services)
    : HttpHandler<GalleryImageListRequest>("gallery-image-list", services.Options, AppJson.With(GalleryImageListJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        GalleryImageListRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var paging = Paging.Of(request.Page, request.Limit);
        var search = string.IsNullOrWhiteSpace(request.Search) ? null : request.Search.Trim();
        if (request.AlbumId is { } albumId)
        {
            context.Annotate("albumId", albumId);
        }

        var page = await services.GalleryCache.ListImagesAsync(
            context.UserId,
            paging,
            search,
            request.AlbumId,
            () => services.Images.ListAsync(context.UserId, request.AlbumId, search, paging, cancellationToken),
            cancellationToken);
        return Page(page.Data, paging.Page, paging.Limit, page.Total);
    }
}
