using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record MocDeleteRequest(Guid Id);

[JsonSerializable(typeof(MocDeleteRequest))]
internal sealed partial class MocDeleteJson : JsonSerializerContext;

/// <summary>DELETE /api/mocs/{id}: deletes a MOC, its files, and the images that only it showed.</summary>
internal sealed class MocDelete(AppServices services)
    : HttpHandler<MocDeleteRequest>("moc-delete", services.Options, AppJson.With(MocDeleteJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(MocDeleteRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("mocId", request.Id);
        var deleted = await services.Mocs.DeleteAsync(request.Id, context.UserId, cancellationToken);
        if (deleted is null)
        {
            Gates.Owner(await services.Mocs.FindAsync(request.Id, cancellationToken), context.UserId, "The MOC");
            throw new NotFoundException("The MOC was not found.");
        }

        context.Count(BusinessEvents.MocsDeleted);

        // The rows are gone for good: what follows cannot fail the request.
        List<Task> after =
        [
            services.MocFiles.CleanUpAsync([.. deleted.FileUrls, .. deleted.Orphans.SelectMany(image => new[] { image.ImageUrl, image.ThumbnailUrl })]),
            services.MocIndex.DeleteAsync(request.Id, cancellationToken),
            services.MocCache.DropAsync(context.UserId, request.Id, cancellationToken),
        ];
        if (deleted.Orphans.Count > 0)
        {
            after.AddRange(deleted.Orphans.Select(image => services.ImageIndex.DeleteAsync(image.Id, cancellationToken)));
            after.Add(services.GalleryCache.DropImagesAsync(context.UserId, [.. deleted.Orphans.Select(image => image.Id)], [], cancellationToken));
        }

        await Task.WhenAll(after);
        return NoContent();
    }
}
