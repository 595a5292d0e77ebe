using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record MocFileUploadRequest(Guid Id);

internal sealed record UploadedMocFile(Guid Id, string Filename, string FileUrl, long FileSize, string FileType);

internal sealed record FailedMocFile(string Filename, string Error);

internal sealed record UploadSummary(int Total, int Succeeded, int Failed);

internal sealed record MocFileUploadReport(IReadOnlyList<UploadedMocFile> Uploaded, IReadOnlyList<FailedMocFile> Failed, UploadSummary Summary);

[JsonSerializable(typeof(MocFileUploadRequest))]
[JsonSerializable(typeof(MocFileUploadReport))]
internal sealed partial class MocFileUploadJson : JsonSerializerContext;

/// <summary>POST /api/mocs/{id}/files: adds one file, or up to ten of which each succeeds or fails on its own.</summary>
internal sealed class MocFileUpload(AppServices services)
    : HttpHandler<MocFileUploadRequest>("moc-file-upload", services.Options, AppJson.With(MocFileUploadJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(MocFileUploadRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("mocId", request.Id);
        Gates.Owner(await services.Mocs.FindAsync(request.Id, cancellationToken), context.UserId, "The MOC");
        await using var form = await Multipart.ReadAsync(context, MultipartLimits.MocFiles, cancellationToken);
        if (form.Files.Count == 0)
        {
            throw new BadRequestException("The form has no file.");
        }

        context.Annotate("fileCount", form.Files.Count);
        return form.Files.Count == 1
            ? await AddOneAsync(request.Id, form, context, cancellationToken)
            : await AddManyAsync(request.Id, form, context, cancellationToken);
    }

    private async Task<HttpResult> AddOneAsync(Guid mocId, Multipart form, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var upload = new MocUpload(form.Files[0], form.Field("fileType"));
        if (FileKind.Find(upload.FileType) is null)
        {
            throw ValidationException.ForField("fileType", $"must be one of {string.Join(", ", FileKind.OfMocs.Select(kind => kind.Name))}");
        }

        await StoreAsync(mocId, upload, context.UserId, cancellationToken);
        var rows = await InsertAsync(mocId, [upload], context, cancellationToken);
        if (rows[0] is not { } row)
        {
            throw new ConflictException(MocStore.DuplicateFileName);
        }

        context.Annotate("fileId", row.Id);
        await services.MocCache.DropAsync(context.UserId, mocId, cancellationToken);
        return Created(row);
    }

    private async Task<HttpResult> AddManyAsync(Guid mocId, Multipart form, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var uploads = form.Files
            .Select((file, i) => new MocUpload(file, form.Field($"fileType_{i}") ?? form.Field("fileType") ?? FileKind.Instruction.Name))
            .ToList();
        try
        {
            await Task.WhenAll(uploads.Select(upload => upload.TryAsync(() => StoreAsync(mocId, upload, context.UserId, cancellationToken))));
        }
        catch
        {
            // Out of time, for example: those that were stored have no row to come.
            await services.MocFiles.CleanUpAsync(uploads.Select(upload => upload.Url));
            throw;
        }

        List<MocUpload> stored = [.. uploads.Where(upload => upload.Error is null)];
        if (stored.Count > 0)
        {
            var rows = await InsertAsync(mocId, stored, context, cancellationToken);
            foreach (var (upload, row) in stored.Zip(rows))
            {
                upload.Row = row;
                upload.Error = row is null ? MocStore.DuplicateFileName : null;
            }

            await services.MocCache.DropAsync(context.UserId, mocId, cancellationToken);
        }

        List<UploadedMocFile> uploaded =
        [
            .. uploads.Where(upload => upload.Row is not null)
                .Select(upload => new UploadedMocFile(upload.Row!.Id, upload.File.FileName, upload.Row.FileUrl, upload.File.Length, upload.Row.FileType)),
        ];
        List<FailedMocFile> failed =
            [.. uploads.Where(upload => upload.Error is not null).Select(upload => new FailedMocFile(upload.File.FileName, upload.Error!))];
        return Ok(new MocFileUploadReport(uploaded, failed, new UploadSummary(uploads.Count, uploaded.Count, failed.Count)));
    }

    private async Task StoreAsync(Guid mocId, MocUpload upload, string userId, CancellationToken cancellationToken)
    {
        var kind = upload.Check();
        upload.Url = await services.MocFiles.StoreAsync(mocId, userId, kind, upload.File, cancellationToken);
    }

    /// <summary>Adds the rows; an object whose row could not be added is deleted.</summary>
    private async Task<IReadOnlyList<MocFile?>> InsertAsync(
        Guid mocId, IReadOnlyList<MocUpload> uploads, HttpRequestContext context, CancellationToken cancellationToken)
    {
        List<string?> urls = [.. uploads.Select(upload => upload.Url)];
        IReadOnlyList<MocFile?> rows;
        try
        {
            rows = await services.Mocs.AddFilesAsync(
                    mocId, [.. uploads.Select(upload => upload.ToRow())], context.Clock.GetMilliseconds(), cancellationToken)
                ?? throw new NotFoundException("The MOC was not found.");
        }
        catch (Exception exception)
        {
            await services.MocFiles.CleanUpAfterAsync(exception, urls);
            throw;
        }

        context.Count(BusinessEvents.MocFilesUploaded, rows.Count(row => row is not null));
        await services.MocFiles.CleanUpAsync(urls.Where((_, i) => rows[i] is null));
        return rows;
    }
}
