using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.PartsLists;

internal sealed record PartsListCreateRequest(Guid MocId, string? Name, string? Description, PartInput?[]? Parts) : IJsonBody, IValidated
{
    public void Validate(Validation validation)
    {
        validation
            .Text("name", Name?.Trim(), 1, NewPartsList.MaxNameCharacters)
            .OptionalText("description", Description)
            .Check(Parts is not null, "parts", "is required");
        PartInput.Validate(validation, Parts);
    }
}

[JsonSerializable(typeof(PartsListCreateRequest))]
[JsonSerializable(typeof(PartsListAnswer))]
internal sealed partial class PartsListCreateJson : JsonSerializerContext;

/// <summary>POST /api/moc-instructions/{mocId}/parts-lists: adds a parts list, of which nothing is acquired yet.</summary>
internal sealed class PartsListCreate(AppServices services)
    : HttpHandler<PartsListCreateRequest>("parts-list-create", services.Options, AppJson.With(PartsListCreateJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        PartsListCreateRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("mocId", request.MocId);
        var list = new NewPartsList(
            request.Name!.Trim(),
            request.Description,
            [.. request.Parts!.Select(part => part!.ToPart() with { Id = null, Acquired = false })]);
        var created = await services.PartsLists.CreateAsync(request.MocId, context.UserId, list, context.Clock.GetMilliseconds(), cancellationToken)
            ?? throw new NotFoundException("The MOC was not found.");
        context.Annotate("partsListId", created.Id);
        context.Count(BusinessEvents.PartsListsCreated);
        await services.MocCache.DropDetailAsync(request.MocId, cancellationToken);
        return Created(new PartsListAnswer(created));
    }
}
