using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record MocInitializeFile(string? Filename, string? FileType, string? MimeType, long? Size)
{
    public DeclaredFile ToDeclared() => new(Filename!, FileType!, MimeType!.Trim().ToLowerInvariant(), Size!.Value);
}

internal sealed record MocInitializeWithFilesRequest(
    string? Type,
    string? Title,
    string? Description,
    string? Theme,
    string? SetNumber,
    string[]? Tags,
    string? Author,
    string? Subtheme,
    int? PartsCount,
    DateTimeOffset? UploadedDate,
    string? Brand,
    int? ReleaseYear,
    bool? Retired,
    MocInitializeFile?[]? Files) : IJsonBody, IValidated
{
    private const int MaxText = 255;

    public void Validate(Validation validation)
    {
        validation
            .Check(Type is MocTypes.Moc or MocTypes.Set, "type", $"must be {MocTypes.Moc} or {MocTypes.Set}")
            .Text("title", Title, 1, MaxText)
            .OptionalText("description", Description)
            .OptionalText("theme", Theme, 0, MocLimits.Indexed)
            .OptionalText("setNumber", SetNumber, 0, MocLimits.Indexed)
            .Texts("tags", Tags)
            .OptionalText("author", Author, 0, MaxText)
            .OptionalText("subtheme", Subtheme, 0, MaxText)
            .Range("partsCount", PartsCount, 1)
            .OptionalText("brand", Brand, 0, MaxText);
        MocFilePlan.Validate(validation, Files);
    }

    /// <summary>The row; of the members that only the other type has nothing is kept.</summary>
    public NewMoc ToMoc(DateTime now) => Type == MocTypes.Moc
        ? new NewMoc(Type, Title!)
        {
            Description = Description,
            Theme = Theme,
            SetNumber = SetNumber,
            Tags = Tags,
            Author = Author,
            Subtheme = Subtheme,
            PartsCount = PartsCount,
            UploadedDate = UploadedDate?.UtcDateTime ?? now,
        }
        : new NewMoc(MocTypes.Set, Title!)
        {
            Description = Description,
            Theme = Theme,
            SetNumber = SetNumber,
            Tags = Tags,
            Brand = Brand,
            ReleaseYear = ReleaseYear,
            Retired = Retired ?? false,
        };
}

internal sealed record MocUploadUrl(
    Guid FileId, string Filename, string FileType, string UploadUrl, IReadOnlyDictionary<string, string> RequiredHeaders, int ExpiresIn);

internal sealed record MocUploadUrls(Guid MocId, IReadOnlyList<MocUploadUrl> UploadUrls, int ExpiresIn);

[JsonSerializable(typeof(MocInitializeWithFilesRequest))]
[JsonSerializable(typeof(MocUploadUrls))]
internal sealed partial class MocInitializeWithFilesJson : JsonSerializerContext;

/// <summary>
/// POST /api/mocs/with-files/initialize: adds a MOC and signs the uploads of its files, which the client sends to the bucket itself.
/// </summary>
internal sealed class MocInitializeWithFiles(AppServices services)
    : HttpHandler<MocInitializeWithFilesRequest>(
        "moc-initialize-with-files", services.Options, AppJson.With(MocInitializeWithFilesJson.Default))
{
    private const int LifetimeSeconds = 3600;
    private const int FirstYear = 1950;
    private const int YearsAhead = 2;

    protected override async Task<HttpResult> HandleAsync(
        MocInitializeWithFilesRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var now = context.Clock.GetMilliseconds();
        new Validation().Range("releaseYear", request.ReleaseYear, FirstYear, now.Year + YearsAhead).ThrowIfInvalid();
        List<DeclaredFile> declared = [.. request.Files!.Select(file => file!.ToDeclared())];
        MocFilePlan.Check(declared);
        context.Annotate("fileCount", declared.Count);

        // Signed first: a MOC whose uploads could not be signed would be of no use.
        var mocId = Guid.NewGuid();
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(context.Clock.GetUtcNow().ToUnixTimeSeconds() + LifetimeSeconds);
        var files = await Task.WhenAll(declared.Select(file => services.MocFiles.SignAsync(mocId, context.UserId, file, expiresAt)));
        if (!await services.Mocs.CreateWithFilesAsync(mocId, context.UserId, request.ToMoc(now), files, now, cancellationToken))
        {
            throw new ConflictException(
                request.Type == MocTypes.Moc
                    ? MocStore.DuplicateTitle
                    : "You already have a MOC with this title, or a set with this brand and number.");
        }

        context.Annotate("mocId", mocId);
        context.Count(BusinessEvents.MocsCreated);
        await services.MocCache.DropListAsync(context.UserId, cancellationToken);
        return Created(new MocUploadUrls(
            mocId,
            [
                .. files.Select(file => new MocUploadUrl(
                    file.Id, file.Row.OriginalFilename, file.Row.FileType, file.Upload.Url, file.Upload.RequiredHeaders, LifetimeSeconds)),
            ],
            LifetimeSeconds));
    }
}
