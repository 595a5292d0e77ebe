using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record UploadOutcome(Guid? FileId, bool? Success);

internal sealed record MocFinalizeWithFilesRequest(Guid MocId, UploadOutcome?[]? UploadedFiles) : IJsonBody, IValidated
{
    public void Validate(Validation validation)
    {
        if (UploadedFiles is not { Length: > 0 } files)
        {
            validation.Add("uploadedFiles", "must have at least 1 item");
            return;
        }

        HashSet<Guid> ids = [];
        for (var i = 0; i < files.Length; i++)
        {
            var item = $"uploadedFiles[{i}]";
            validation
                .Check(files[i]?.FileId is not null, item + ".fileId", "is required")
                .Check(files[i]?.Success is not null, item + ".success", "is required")
                .Check(files[i]?.FileId is not { } id || ids.Add(id), item + ".fileId", "is the id of an item before");
        }

        validation.Check(files.Any(file => file?.Success != false), "uploadedFiles", "must have at least 1 item with success");
    }
}

internal sealed record MocFinalized(FinalizedMoc Moc);

[JsonSerializable(typeof(MocFinalizeWithFilesRequest))]
[JsonSerializable(typeof(MocFinalized))]
internal sealed partial class MocFinalizeWithFilesJson : JsonSerializerContext;

/// <summary>POST /api/mocs/{mocId}/finalize: checks which of the announced files are in the bucket and completes the MOC.</summary>
internal sealed class MocFinalizeWithFiles(AppServices services)
    : HttpHandler<MocFinalizeWithFilesRequest>("moc-finalize-with-files", services.Options, AppJson.With(MocFinalizeWithFilesJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        MocFinalizeWithFilesRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("mocId", request.MocId);
        context.Annotate("fileCount", request.UploadedFiles!.Length);
        var (stored, files) = await services.Mocs.FindWithFilesAsync(request.MocId, cancellationToken);
        Gates.Hidden(stored, context.UserId, "The MOC");

        var known = files.ToDictionary(file => file.Id);
        CheckIds(request.UploadedFiles, known);
        var confirmed = FilesWith(success: true);
        var failed = FilesWith(success: false);
        await RequireUploadsAsync(confirmed, cancellationToken);

        var thumbnail = confirmed.FirstOrDefault(file => file.FileType == FileKind.Thumbnail.Name)
            ?? confirmed.FirstOrDefault(file => file.FileType == FileKind.GalleryImage.Name);
        var moc = await services.Mocs.FinalizeAsync(request.MocId, thumbnail, failed, context.Clock.GetMilliseconds(), cancellationToken)
            ?? throw new NotFoundException("The MOC was not found.");
        context.Count(BusinessEvents.MocFilesUploaded, confirmed.Count);
        await Task.WhenAll(
            services.MocFiles.CleanUpAsync(failed.Select(file => file.FileUrl)),
            services.MocIndex.PutAsync(moc, cancellationToken),
            services.MocCache.DropAsync(context.UserId, request.MocId, cancellationToken));
        return Ok(new MocFinalized(moc));

        List<MocFile> FilesWith(bool success) =>
            [.. request.UploadedFiles.Where(file => file!.Success == success).Select(file => known[file!.FileId!.Value])];
    }

    /// <summary>Objects that are no announced file are deleted; the client may send the right ones and call again.</summary>
    private async Task RequireUploadsAsync(IReadOnlyList<MocFile> files, CancellationToken cancellationToken)
    {
        var (missing, wrong) = await services.MocFiles.FindUnusableAsync(files, cancellationToken);
        if (missing.Count + wrong.Count == 0)
        {
            return;
        }

        await services.MocFiles.CleanUpAsync(wrong.Select(file => file.FileUrl));
        throw new FileErrorException(string.Join(' ', new[] { Told("Not uploaded", missing), Told("Of another type or too large, and deleted", wrong) }.OfType<string>()));

        static string? Told(string what, IReadOnlyList<MocFile> named) =>
            named.Count > 0 ? $"{what}: {string.Join(", ", named.Select(file => $"'{file.OriginalFilename}'"))}." : null;
    }

    private static void CheckIds(UploadOutcome?[] files, Dictionary<Guid, MocFile> known)
    {
        var validation = new Validation();
        for (var i = 0; i < files.Length; i++)
        {
            validation.Check(known.ContainsKey(files[i]!.FileId!.Value), $"uploadedFiles[{i}].fileId", "is not a file of this MOC");
        }

        validation.ThrowIfInvalid();
    }
}
