using System.Text.Json;
using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.PartsLists;

internal sealed record PartsListUpdateRequest : IJsonBody, IValidated
{
    public Guid MocId { get; init; }

    public Guid PartsListId { get; init; }

    public Optional<string> Name { get; init; }

    public Optional<string> Status { get; init; }

    public Optional<string> Description { get; init; }

    public Optional<string> Notes { get; init; }

    public JsonElement CostEstimate { get; init; }

    public JsonElement ActualCost { get; init; }

    public Optional<bool?> Built { get; init; }

    public Optional<bool?> Purchased { get; init; }

    public PartInput?[]? Parts { get; init; }

    public void Validate(Validation validation)
    {
        validation
            .Change("name", Trimmed(Name), 1, NewPartsList.MaxNameCharacters, canClear: false)
            .Check(!Status.IsPresent || PartsListStatus.All.Contains(Status.Value), "status", PartsListStatus.Rule)
            .Change("description", Description)
            .Change("notes", Notes)
            .Check(!Built.IsPresent || Built.Value is not null, "built", "must not be null")
            .Check(!Purchased.IsPresent || Purchased.Value is not null, "purchased", "must not be null");
        Cost.Validate(validation, "costEstimate", CostEstimate);
        Cost.Validate(validation, "actualCost", ActualCost);
        PartInput.Validate(validation, Parts);
    }

    public PartsListChange ToChange() => new(MocId, PartsListId)
    {
        Name = Trimmed(Name),
        Status = Status,
        Description = Description,
        Notes = Notes,
        CostEstimate = Cost.Of(CostEstimate),
        ActualCost = Cost.Of(ActualCost),
        Built = Built,
        Purchased = Purchased,
        Parts = Parts?.Select(part => part!.ToPart()).ToList(),
    };

    private static Optional<string> Trimmed(Optional<string> text) => text.IsPresent ? text.Value?.Trim() : text;
}

[JsonSerializable(typeof(PartsListUpdateRequest))]
[JsonSerializable(typeof(PartsListAnswer))]
internal sealed partial class PartsListUpdateJson : JsonSerializerContext;

/// <summary>
/// PUT /api/moc-instructions/{mocId}/parts-lists/{partsListId}: changes the members that are in the body; items are replaced as a whole.
/// </summary>
internal sealed class PartsListUpdate(AppServices services)
    : HttpHandler<PartsListUpdateRequest>("parts-list-update", services.Options, AppJson.With(PartsListUpdateJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        PartsListUpdateRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("mocId", request.MocId);
        context.Annotate("partsListId", request.PartsListId);
        var changed = await services.PartsLists.UpdateAsync(request.ToChange(), context.UserId, context.Clock.GetMilliseconds(), cancellationToken);
        if (changed is null)
        {
            Gates.Hidden(await services.Mocs.FindAsync(request.MocId, cancellationToken), context.UserId, "The MOC");
            throw new NotFoundException("The parts list was not found.");
        }

        await services.MocCache.DropDetailAsync(request.MocId, cancellationToken);
        return Ok(new PartsListAnswer(changed));
    }
}
