using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record MocFileDeleteRequest(Guid Id, Guid FileId);

internal sealed record MocFileDeleted(string Message, Guid FileId);

[JsonSerializable(typeof(MocFileDeleteRequest))]
[JsonSerializable(typeof(MocFileDeleted))]
internal sealed partial class MocFileDeleteJson : JsonSerializerContext;

/// <summary>DELETE /api/mocs/{id}/files/{fileId}: removes a file; parts lists made from it stay.</summary>
internal sealed class MocFileDelete(AppServices services)
    : HttpHandler<MocFileDeleteRequest>("moc-file-delete", services.Options, AppJson.With(MocFileDeleteJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(MocFileDeleteRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("mocId", request.Id);
        context.Annotate("fileId", request.FileId);
        var file = await services.Mocs.DeleteFileAsync(
            request.Id, request.FileId, context.UserId, context.Clock.GetMilliseconds(), cancellationToken);
        if (file is null)
        {
            Gates.Owner(await services.Mocs.FindAsync(request.Id, cancellationToken), context.UserId, "The MOC");
            throw new NotFoundException("The file was not found.");
        }

        await Task.WhenAll(
            services.MocFiles.CleanUpAsync([file.FileUrl]),
            services.MocCache.DropAsync(context.UserId, request.Id, cancellationToken));
        return Ok(new MocFileDeleted("The file was deleted.", request.FileId));
    }
}
