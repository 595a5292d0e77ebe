using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Gallery;

internal sealed record AlbumCreateRequest(string? Title, string? Description, Guid? CoverImageId) : IJsonBody, IValidated
{
    public const int MaxTitle = 200;
    public const int MaxDescription = 2000;

    public void Validate(Validation validation) => validation
        .Text("title", Title, 1, MaxTitle)
        .OptionalText("description", Description, max: MaxDescription);
}

[JsonSerializable(typeof(AlbumCreateRequest))]
internal sealed partial class AlbumCreateJson : JsonSerializerContext;

/// <summary>POST /api/albums: adds an empty album of the caller.</summary>
internal sealed class AlbumCreate(AppServices services)
    : HttpHandler<AlbumCreateRequest>("album-create", services.Options, AppJson.With(AlbumCreateJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(AlbumCreateRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        if (request.CoverImageId is { } named)
        {
            context.Annotate("imageId", named);
        }

        var album = await services.Albums.CreateAsync(
            context.UserId, request.Title!, request.Description, request.CoverImageId, context.Clock.GetMilliseconds(), cancellationToken);
        if (album is null)
        {
            var cover = await services.Images.FindAsync(request.CoverImageId ?? Guid.Empty, cancellationToken);
            Gates.Reference(cover, context.UserId, "coverImageId", "The cover image");
            throw new NotFoundException("The cover image was not found.");
        }

        context.Annotate("albumId", album.Id);
        context.Count(BusinessEvents.AlbumsCreated);
        await Task.WhenAll(
            services.ImageIndex.PutAsync(album, cancellationToken),
            services.GalleryCache.DropAlbumAsync(context.UserId, album.Id, cancellationToken));
        return Created(album);
    }
}
