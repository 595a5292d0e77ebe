using System.Text.Json.Serialization;
using Lego.Functions.PartsLists;
using Lego.Functions.PartsLists.Parsing;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record MocPartsListUploadRequest(Guid Id);

internal sealed record PartsParsing(int TotalPieceCount, int UniqueParts, string Format, bool Success);

internal sealed record MocPieces(Guid Id, int? TotalPieceCount);

internal sealed record UploadedPartsList(MocFile File, PartsList PartsList, PartsParsing Parsing, MocPieces Moc);

[JsonSerializable(typeof(MocPartsListUploadRequest))]
[JsonSerializable(typeof(UploadedPartsList))]
internal sealed partial class MocPartsListUploadJson : JsonSerializerContext;

/// <summary>POST /api/mocs/{id}/upload-parts-list: stores a CSV or XML file and makes a parts list of it.</summary>
internal sealed class MocPartsListUpload(AppServices services)
    : HttpHandler<MocPartsListUploadRequest>("moc-parts-list-upload", services.Options, AppJson.With(MocPartsListUploadJson.Default))
{
    private const string Unnamed = "Parts List";

    protected override async Task<HttpResult> HandleAsync(
        MocPartsListUploadRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("mocId", request.Id);
        Gates.Hidden(await services.Mocs.FindAsync(request.Id, cancellationToken), context.UserId, "The MOC");
        await using var form = await Multipart.ReadAsync(context, MultipartLimits.OneFile, cancellationToken);
        var parsed = await ParseAsync(form.File, cancellationToken);
        var url = await services.MocFiles.StoreAsync(request.Id, context.UserId, FileKind.PartsList, form.File, cancellationToken);
        var added = await AddAsync(request.Id, form.File, url, parsed, context, cancellationToken);
        context.Annotate("fileId", added.File!.Id);
        context.Annotate("partsListId", added.PartsList.Id);
        context.Count(BusinessEvents.PartsListsCreated);
        await Task.WhenAll(
            services.MocIndex.PutAsync(added.Moc, cancellationToken),
            services.MocCache.DropAsync(context.UserId, request.Id, cancellationToken));
        return Created(new UploadedPartsList(
            added.File,
            added.PartsList,
            new PartsParsing(added.PartsList.TotalParts, parsed.Entries.Count, parsed.FormatName, Success: true),
            new MocPieces(added.Moc.Id, added.Moc.TotalPieceCount)));
    }

    private static async Task<PartsFile> ParseAsync(UploadedFile file, CancellationToken cancellationToken)
    {
        await using var content = file.OpenRead();
        var result = await PartsFileParser.ParseLenientAsync(content, file.FileName, file.ContentType, cancellationToken);
        return result.IsValid ? result.File : throw ValidationException.ForFile(result.Errors);
    }

    /// <summary>Adds the rows; without them the object is deleted again.</summary>
    private async Task<AddedPartsList> AddAsync(
        Guid mocId, UploadedFile file, string url, PartsFile parsed, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var row = new MocFileRow(FileKind.PartsList.Name, url, file.FileName, file.ContentType);
        var description = $"Read from {parsed.FormatName.ToUpperInvariant()}: {parsed.TotalPieceCount} pieces";
        var list = new NewPartsList(NameOf(file.FileName), description, [.. parsed.Entries.Select(NewPart.Of)]);
        try
        {
            return await services.Mocs.AddPartsListAsync(mocId, context.UserId, row, list, context.Clock.GetMilliseconds(), cancellationToken)
                ?? throw new NotFoundException("The MOC was not found.");
        }
        catch (Exception exception)
        {
            await services.MocFiles.CleanUpAfterAsync(exception, [url]);
            throw;
        }
    }

    private static string NameOf(string fileName)
    {
        var name = Path.GetFileNameWithoutExtension(fileName).Trim();
        return name.Length switch
        {
            0 => Unnamed,
            > NewPartsList.MaxNameCharacters => name[..NewPartsList.MaxNameCharacters],
            _ => name,
        };
    }
}
