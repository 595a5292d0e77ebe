using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Gallery;

internal sealed record GalleryImageFlagRequest(Guid? ImageId, string? Reason) : IJsonBody, IValidated
{
    public void Validate(Validation validation) => validation
        .Check(ImageId is not null, "imageId", "is required")
        .OptionalText("reason", Reason, max: 1000);
}

internal sealed record GalleryImageFlagged(string Message, ImageFlag Flag);

[JsonSerializable(typeof(GalleryImageFlagRequest))]
[JsonSerializable(typeof(GalleryImageFlagged))]
internal sealed partial class GalleryImageFlagJson : JsonSerializerContext;

/// <summary>POST /api/flag: flags anybody's image, once for each user.</summary>
internal sealed class GalleryImageFlag(AppServices services)
    : HttpHandler<GalleryImageFlagRequest>("gallery-image-flag", services.Options, AppJson.With(GalleryImageFlagJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        GalleryImageFlagRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var imageId = request.ImageId!.Value;
        context.Annotate("imageId", imageId);
        var flagged = await services.Images.FlagAsync(
            imageId, context.UserId, request.Reason, context.Clock.GetMilliseconds(), cancellationToken);
        if (flagged is null)
        {
            throw await services.Images.FindAsync(imageId, cancellationToken) is null
                ? new NotFoundException("The image was not found.")
                : new ConflictException("You have flagged this image already.");
        }

        context.Count(BusinessEvents.ImagesFlagged);
        await services.GalleryCache.DropFlaggedAsync(flagged.Image, cancellationToken);
        return Created(new GalleryImageFlagged("The image was flagged.", flagged.Flag));
    }
}
