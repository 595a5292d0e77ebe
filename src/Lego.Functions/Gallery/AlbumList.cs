using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Gallery;

internal sealed record AlbumListRequest(int? Page, int? Limit, string? Search) : IValidated
{
    public void Validate(Validation validation)
    {
        Paging.Validate(validation, Page, Limit);
        validation.OptionalText("search", Search, max: 200);
    }
}

[JsonSerializable(typeof(AlbumListRequest))]
internal sealed partial class AlbumListJson : JsonSerializerContext;

/// <summary>GET /api/albums: one page of the caller's albums, newest first.</summary>
internal sealed class AlbumList(AppServices services)
    : HttpHandler<AlbumListRequest>("album-list", services.Options, AppJson.With(AlbumListJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(AlbumListRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var paging = Paging.Of(request.Page, request.Limit);
        var search = string.IsNullOrWhiteSpace(request.Search) ? null : request.Search.Trim();
        var page = await services.GalleryCache.ListAlbumsAsync(
            context.UserId, paging, search, () => services.Albums.ListAsync(context.UserId, search, paging, cancellationToken), cancellationToken);
        return Page(page.Data, paging.Page, paging.Limit, page.Total);
    }
}
