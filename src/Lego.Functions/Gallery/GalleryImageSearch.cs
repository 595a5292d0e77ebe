using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Gallery;

internal sealed record GalleryImageSearchRequest(string? Search, int? Page, int? Limit) : IValidated
{
    public void Validate(Validation validation)
    {
        validation.Text("search", Search?.Trim(), 1, 200);
        Paging.Validate(validation, Page, Limit);
    }
}

[JsonSerializable(typeof(GalleryImageSearchRequest))]
internal sealed partial class GalleryImageSearchJson : JsonSerializerContext;

/// <summary>GET /api/images/search: one page of the caller's images, those that fit the text best first.</summary>
internal sealed class GalleryImageSearch(AppServices services)
    : HttpHandler<GalleryImageSearchRequest>("gallery-image-search", services.Options, AppJson.With(GalleryImageSearchJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        GalleryImageSearchRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var query = new SearchQuery(context.UserId, request.Search!.Trim(), Paging.Of(request.Page, request.Limit));
        var page = await services.TextSearch.PageAsync(
            context, GalleryCache.Searches(context.UserId), ImageIndex.Mapping, services.Images, query, cancellationToken);
        return Page(page.Data, query.Paging.Page, query.Paging.Limit, page.Total);
    }
}
