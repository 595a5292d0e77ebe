using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Gallery;

internal sealed record GalleryImageUpdateRequest : IJsonBody, IValidated
{
    public Guid Id { get; init; }

    public Optional<string> Title { get; init; }

    public Optional<string> Description { get; init; }

    public Optional<string[]> Tags { get; init; }

    public Optional<Guid?> AlbumId { get; init; }

    public void Validate(Validation validation) => validation
        .Change("title", Title, 1, ImageForm.MaxTitle, canClear: false)
        .Change("description", Description, max: ImageForm.MaxDescription)
        .Check(!Tags.IsPresent || Tags.Value is not null, "tags", "must not be null")
        .Texts("tags", Tags.Value, ImageForm.MaxTags);
}

[JsonSerializable(typeof(GalleryImageUpdateRequest))]
internal sealed partial class GalleryImageUpdateJson : JsonSerializerContext;

/// <summary>PATCH /api/images/{id}: changes the members that are in the body; an album of null takes the image out of its album.</summary>
internal sealed class GalleryImageUpdate(AppServices services)
    : HttpHandler<GalleryImageUpdateRequest>("gallery-image-update", services.Options, AppJson.With(GalleryImageUpdateJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        GalleryImageUpdateRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("imageId", request.Id);
        if (request.AlbumId.Value is { } named)
        {
            context.Annotate("albumId", named);
        }

        var changed = await services.Images.UpdateAsync(request, context.UserId, context.Clock.GetMilliseconds(), cancellationToken)
            ?? throw await WhyNotAsync(request, context, cancellationToken);
        await Task.WhenAll(
            services.ImageIndex.PutAsync(changed.Image, cancellationToken),
            services.GalleryCache.DropImagesAsync(context.UserId, [request.Id], [.. changed.Albums], cancellationToken));
        return Ok(changed.Image);
    }

    private async Task<NotFoundException> WhyNotAsync(
        GalleryImageUpdateRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        Gates.Owner(await services.Images.FindAsync(request.Id, cancellationToken), context.UserId, "The image");
        if (request.AlbumId.Value is { } albumId)
        {
            Gates.Reference(await services.Albums.FindAsync(albumId, cancellationToken), context.UserId, "albumId", "The album");
        }

        return new NotFoundException("The image was not found.");
    }
}
