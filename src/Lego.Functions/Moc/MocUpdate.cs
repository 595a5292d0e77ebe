using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record MocUpdateRequest : IJsonBody, IValidated
{
    public Guid Id { get; init; }

    public Optional<string> Title { get; init; }

    public Optional<string> Description { get; init; }

    public Optional<string> Author { get; init; }

    public Optional<string> Theme { get; init; }

    public Optional<string> Subtheme { get; init; }

    public Optional<int?> PartsCount { get; init; }

    public Optional<string[]> Tags { get; init; }

    public Optional<string> ThumbnailUrl { get; init; }

    public void Validate(Validation validation) => validation
        .Change("title", Title, 1, 255, canClear: false)
        .Change("description", Description)
        .Change("author", Author, 1, 255)
        .Change("theme", Theme, 0, MocLimits.Indexed)
        .Change("subtheme", Subtheme)
        .Range("partsCount", PartsCount.Value, 1)
        .Texts("tags", Tags.Value)
        .Url("thumbnailUrl", ThumbnailUrl.Value);
}

[JsonSerializable(typeof(MocUpdateRequest))]
internal sealed partial class MocUpdateJson : JsonSerializerContext;

/// <summary>PATCH /api/mocs/{id}: changes the members that are in the body; null clears all but the title.</summary>
internal sealed class MocUpdate(AppServices services)
    : HttpHandler<MocUpdateRequest>("moc-update", services.Options, AppJson.With(MocUpdateJson.Default))
{
    private const string Name = "The MOC";

    protected override async Task<HttpResult> HandleAsync(MocUpdateRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("mocId", request.Id);
        var changed = await services.Mocs.UpdateAsync(request, context.UserId, context.Clock.GetMilliseconds(), cancellationToken);
        var moc = Gates.Owner(changed ?? await services.Mocs.FindAsync(request.Id, cancellationToken), context.UserId, Name);
        await Task.WhenAll(
            services.MocIndex.PutAsync(moc, cancellationToken),
            services.MocCache.DropAsync(context.UserId, moc.Id, cancellationToken));
        return Ok(moc);
    }
}
