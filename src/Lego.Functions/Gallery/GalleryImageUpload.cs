using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Functions.Shared.Images;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Gallery;

internal sealed record GalleryImageUploadRequest;

[JsonSerializable(typeof(GalleryImageUploadRequest))]
internal sealed partial class GalleryImageUploadJson : JsonSerializerContext;

/// <summary>POST /api/images: makes an uploaded picture and its thumbnail an image of the caller's gallery.</summary>
internal sealed class GalleryImageUpload(AppServices services)
    : HttpHandler<GalleryImageUploadRequest>("gallery-image-upload", services.Options, AppJson.With(GalleryImageUploadJson.Default))
{
    protected override Task<HttpResult> HandleAsync(
        GalleryImageUploadRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var metrics = new ImageUploadMetrics("gallery");
        return metrics.MeasureAsync(() => UploadAsync(context, metrics, cancellationToken));
    }

    private async Task<HttpResult> UploadAsync(HttpRequestContext context, ImageUploadMetrics metrics, CancellationToken cancellationToken)
    {
        await using var form = await Multipart.ReadAsync(context, MultipartLimits.OneFile, cancellationToken);
        var fields = ImageForm.Read(form);
        if (fields.AlbumId is { } albumId)
        {
            context.Annotate("albumId", albumId);
            Gates.Reference(await services.Albums.FindAsync(albumId, cancellationToken), context.UserId, "albumId", "The album");
        }

        var started = context.Clock.GetTimestamp();
        await using var main = await UploadedImage.ProcessAsync(form, FileKind.GalleryUpload, ImageSpec.Gallery, cancellationToken);
        await using var source = main.OpenRead();
        await using var thumbnail = await ImageProcessor.ProcessAsync(source, ImageSpec.GalleryThumbnail, cancellationToken);
        metrics.Processed(form.Files[0], main, context.Clock.GetElapsedTime(started));

        var image = await AddAsync(fields, main, thumbnail, context, cancellationToken);
        context.Annotate("imageId", image.Id);
        context.Count(BusinessEvents.ImagesUploaded);
        await Task.WhenAll(
            services.ImageIndex.PutAsync(image, cancellationToken),
            services.GalleryCache.DropImagesAsync(context.UserId, [], image.AlbumId is { } album ? [album] : [], cancellationToken));
        return Created(image);
    }

    /// <summary>Stores both objects and adds the row; when one of these fails for certain, no object is left behind.</summary>
    private async Task<GalleryImage> AddAsync(
        ImageForm fields, ProcessedImage main, ProcessedImage thumbnail, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid();
        var image = new GalleryImage
        {
            Id = id,
            UserId = context.UserId,
            Title = fields.Title!,
            Description = fields.Description,
            Tags = fields.Tags,
            ImageUrl = services.ImageStorage.UrlOf(context.UserId, id),
            ThumbnailUrl = services.ImageStorage.ThumbnailUrlOf(context.UserId, id),
            AlbumId = fields.AlbumId,
            CreatedAt = context.Clock.GetMilliseconds(),
        };
        try
        {
            await services.ImageStorage.StoreAsync(context.UserId, id, main, thumbnail, cancellationToken);
            return await services.Images.CreateAsync(image, cancellationToken);
        }
        catch (Exception exception)
        {
            await services.ImageStorage.CleanUpAfterAsync(exception, image.ImageUrl, image.ThumbnailUrl);
            throw;
        }
    }
}
