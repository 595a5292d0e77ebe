using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Gallery;

internal sealed record AlbumUpdateRequest : IJsonBody, IValidated
{
    public Guid Id { get; init; }

    public Optional<string> Title { get; init; }

    public Optional<string> Description { get; init; }

    public Optional<Guid?> CoverImageId { get; init; }

    public void Validate(Validation validation) => validation
        .Change("title", Title, 1, AlbumCreateRequest.MaxTitle, canClear: false)
        .Change("description", Description, max: AlbumCreateRequest.MaxDescription);
}

[JsonSerializable(typeof(AlbumUpdateRequest))]
internal sealed partial class AlbumUpdateJson : JsonSerializerContext;

/// <summary>PATCH /api/albums/{id}: changes the members that are in the body; null clears description and cover.</summary>
internal sealed class AlbumUpdate(AppServices services)
    : HttpHandler<AlbumUpdateRequest>("album-update", services.Options, AppJson.With(AlbumUpdateJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(AlbumUpdateRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("albumId", request.Id);
        if (request.CoverImageId.Value is { } named)
        {
            context.Annotate("imageId", named);
        }

        var album = await services.Albums.UpdateAsync(request, context.UserId, context.Clock.GetMilliseconds(), cancellationToken)
            ?? throw await WhyNotAsync(request, context, cancellationToken);
        await Task.WhenAll(
            services.ImageIndex.PutAsync(album, cancellationToken),
            services.GalleryCache.DropAlbumAsync(context.UserId, album.Id, cancellationToken));
        return Ok(album);
    }

    private async Task<NotFoundException> WhyNotAsync(AlbumUpdateRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        Gates.Owner(await services.Albums.FindAsync(request.Id, cancellationToken), context.UserId, "The album");
        if (request.CoverImageId.Value is { } cover)
        {
            Gates.Reference(await services.Images.FindAsync(cover, cancellationToken), context.UserId, "coverImageId", "The cover image");
        }

        return new NotFoundException("The album was not found.");
    }
}
