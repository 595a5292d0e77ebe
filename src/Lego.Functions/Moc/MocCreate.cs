using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record MocCreateRequest(string? Title, string? Description, string[]? Tags, string? ThumbnailUrl) : IJsonBody, IValidated
{
    public void Validate(Validation validation) => validation
        .Text("title", Title, 1, 255)
        .OptionalText("description", Description)
        .Texts("tags", Tags)
        .Url("thumbnailUrl", ThumbnailUrl);
}

[JsonSerializable(typeof(MocCreateRequest))]
internal sealed partial class MocCreateJson : JsonSerializerContext;

/// <summary>POST /api/mocs: adds a MOC of the caller.</summary>
internal sealed class MocCreate(AppServices services)
    : HttpHandler<MocCreateRequest>("moc-create", services.Options, AppJson.With(MocCreateJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(MocCreateRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var moc = await services.Mocs.CreateAsync(
                context.UserId,
                request.Title!,
                request.Description,
                request.Tags,
                request.ThumbnailUrl,
                context.Clock.GetMilliseconds(),
                cancellationToken)
            ?? throw new ConflictException(MocStore.DuplicateTitle);
        context.Annotate("mocId", moc.Id);
        context.Count(BusinessEvents.MocsCreated);
        await Task.WhenAll(
            services.MocIndex.PutAsync(moc, cancellationToken),
            services.MocCache.DropListAsync(context.UserId, cancellationToken));
        return Created(moc);
    }
}
