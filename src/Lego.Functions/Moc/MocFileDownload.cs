using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record MocFileDownloadRequest(Guid MocId, Guid FileId, string? Format);

internal sealed record MocFileLink(string DownloadUrl, string Filename, string MimeType, int ExpiresIn, DateTimeOffset ExpiresAt);

[JsonSerializable(typeof(MocFileDownloadRequest))]
[JsonSerializable(typeof(MocFileLink))]
internal sealed partial class MocFileDownloadJson : JsonSerializerContext;

/// <summary>GET /api/mocs/{mocId}/files/{fileId}/download: sends the caller to a signed link, or gives the link as JSON.</summary>
internal sealed class MocFileDownload(AppServices services)
    : HttpHandler<MocFileDownloadRequest>("moc-file-download", services.Options, AppJson.With(MocFileDownloadJson.Default))
{
    private const int LifetimeSeconds = 3600;

    protected override async Task<HttpResult> HandleAsync(
        MocFileDownloadRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("mocId", request.MocId);
        context.Annotate("fileId", request.FileId);
        var file = await services.Mocs.FindFileAsync(request.MocId, request.FileId, context.UserId, cancellationToken);
        if (file is null)
        {
            Gates.Owner(await services.Mocs.FindAsync(request.MocId, cancellationToken), context.UserId, "The MOC");
            throw new NotFoundException("The file was not found.");
        }

        // A row whose URL is not in our bucket has nothing that we could sign.
        var key = services.Storage.KeyOf(file.FileUrl) ?? throw new NotFoundException("The file is not stored here.");

        var fileName = string.IsNullOrEmpty(file.OriginalFilename) ? "download" : file.OriginalFilename;
        var mimeType = string.IsNullOrEmpty(file.MimeType) ? FileRules.GenericMimeType : file.MimeType;
        // A signature counts in whole seconds; a fraction would make it live a second longer.
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(context.Clock.GetUtcNow().ToUnixTimeSeconds() + LifetimeSeconds);
        var url = await services.Storage.PresignDownloadAsync(key, ContentDispositions.Attachment(fileName), mimeType, expiresAt);
        return request.Format == "json"
            ? Ok(new MocFileLink(url, fileName, mimeType, LifetimeSeconds, expiresAt))
            : Redirect(url);
    }
}
