using System.Text.Json;
using System.Text.Json.Serialization;
using Lego.Functions.PartsLists.Parsing;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.PartsLists;

internal sealed record PartsListParseRequest(Guid MocId, string? S3Key) : IJsonBody, IValidated
{
    public void Validate(Validation validation) => validation.Text("s3Key", S3Key, 1, 1024);
}

internal sealed record PartsListParsed(Guid PartsListId, int TotalParts, int RowsProcessed);

[JsonSerializable(typeof(PartsListParseRequest))]
[JsonSerializable(typeof(PartsListParsed))]
internal sealed partial class PartsListParseJson : JsonSerializerContext;

/// <summary>POST /api/moc-instructions/{mocId}/parts-lists/parse: makes a parts list of a CSV file that is in the bucket already.</summary>
internal sealed class PartsListParse(AppServices services)
    : HttpHandler<PartsListParseRequest>("parts-list-parse", services.Options, AppJson.With(PartsListParseJson.Default))
{
    private const string Name = "Parts List";

    protected override async Task<HttpResult> HandleAsync(
        PartsListParseRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("mocId", request.MocId);
        await CheckMocIdAsync(request.MocId, context, cancellationToken);
        Gates.Hidden(await services.Mocs.FindAsync(request.MocId, cancellationToken), context.UserId, "The MOC");
        if (!IsKeyOf(request.MocId, request.S3Key!))
        {
            throw new ForbiddenException("The key is not that of a parts list of this MOC.");
        }

        using var content = await services.Storage.ReadAsync(request.S3Key!, PartsFileParser.MaxBytes, cancellationToken)
            ?? throw new NotFoundException("The file was not found.");
        var parsed = await PartsFileParser.ParseStrictAsync(content, cancellationToken);
        if (!parsed.IsValid)
        {
            throw ValidationException.ForFile(parsed.Errors);
        }

        context.Annotate("rowCount", parsed.File.Entries.Count);
        var list = new NewPartsList(Name, null, [.. parsed.File.Entries.Select(NewPart.Of)]);
        var added = await services.Mocs.AddPartsListAsync(request.MocId, context.UserId, null, list, context.Clock.GetMilliseconds(), cancellationToken)
            ?? throw new NotFoundException("The MOC was not found.");
        context.Annotate("partsListId", added.PartsList.Id);
        context.Count(BusinessEvents.PartsListsCreated);
        await Task.WhenAll(
            services.MocIndex.PutAsync(added.Moc, cancellationToken),
            services.MocCache.DropAsync(context.UserId, request.MocId, cancellationToken));
        return Ok(new PartsListParsed(added.PartsList.Id, added.PartsList.TotalParts, parsed.File.Entries.Count));
    }

    /// <summary>Binding gives the id of the path, whatever the body says: the body's own has to be looked up.</summary>
    private static async Task CheckMocIdAsync(Guid mocId, HttpRequestContext context, CancellationToken cancellationToken)
    {
        using var body = await JsonDocument.ParseAsync(context.OpenBody(), cancellationToken: cancellationToken);
        if (body.RootElement.TryGetProperty("mocId", out var sent) && sent.ValueKind != JsonValueKind.Null && !Names(sent, mocId))
        {
            throw ValidationException.ForField("mocId", "must be the id of the path");
        }
    }

    private static bool Names(JsonElement sent, Guid mocId)
    {
        try
        {
            return sent.ValueKind == JsonValueKind.String && sent.TryGetGuid(out var id) && id == mocId;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is valid JSON, but no text.
            return false;
        }
    }

    private static bool IsKeyOf(Guid mocId, string key) =>
        (key.StartsWith($"mocs/{mocId}/parts-list/", StringComparison.Ordinal)
            || key.StartsWith($"parts-lists/{mocId}/", StringComparison.Ordinal))
        // On the way to the store a URL loses such segments, and would point out of the folder.
        && !key.Split('/').Any(segment => segment is "." or "..");
}
