using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Functions.Shared.Images;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Wishlist;

internal sealed record WishlistImageUploadRequest(Guid Id);

internal sealed record WishlistImage(string ImageUrl);

[JsonSerializable(typeof(WishlistImageUploadRequest))]
[JsonSerializable(typeof(WishlistImage))]
internal sealed partial class WishlistImageUploadJson : JsonSerializerContext;

/// <summary>POST /api/wishlist/{id}/image: gives an item an image, at most 800 pixels wide.</summary>
internal sealed class WishlistImageUpload(AppServices services)
    : HttpHandler<WishlistImageUploadRequest>("wishlist-image-upload", services.Options, AppJson.With(WishlistImageUploadJson.Default))
{
    protected override Task<HttpResult> HandleAsync(
        WishlistImageUploadRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var metrics = new ImageUploadMetrics("wishlist");
        return metrics.MeasureAsync(() => UploadAsync(request, context, metrics, cancellationToken));
    }

    private async Task<HttpResult> UploadAsync(
        WishlistImageUploadRequest request, HttpRequestContext context, ImageUploadMetrics metrics, CancellationToken cancellationToken)
    {
        context.Annotate("itemId", request.Id);
        var item = Gates.Owner(await services.Wishlist.FindAsync(request.Id, cancellationToken), context.UserId, WishlistStore.ItemName);
        await using var form = await Multipart.ReadAsync(context, MultipartLimits.OneFile, cancellationToken);

        var started = context.Clock.GetTimestamp();
        await using var image = await UploadedImage.ProcessAsync(form, FileKind.WishlistUpload, ImageSpec.Wishlist, cancellationToken);
        metrics.Processed(form.Files[0], image, context.Clock.GetElapsedTime(started));

        var url = await services.WishlistImages.ReplaceAsync(
            context.UserId,
            $"{item.Id}.webp",
            image,
            item.ImageUrl,
            async url => Gates.Owner(
                await services.Wishlist.SetImageAsync(
                    item.Id, context.UserId, url, image.Width, image.Height, context.Clock.GetMilliseconds(), cancellationToken),
                context.UserId,
                WishlistStore.ItemName),
            cancellationToken);
        await services.WishlistCache.DropAsync(context.UserId, [item.Id], cancellationToken);
        return Ok(new WishlistImage(url), "The image was added to the item.");
    }
}
