using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;
using Microsoft.Extensions.Logging;

namespace Lego.Functions.PartsLists;

internal sealed record PartsListStatusUpdateRequest(Guid MocId, Guid PartsListId, string? Status) : IJsonBody, IValidated
{
    public void Validate(Validation validation) => validation.Check(PartsListStatus.All.Contains(Status), "status", PartsListStatus.Rule);
}

[JsonSerializable(typeof(PartsListStatusUpdateRequest))]
[JsonSerializable(typeof(PartsListAnswer))]
internal sealed partial class PartsListStatusUpdateJson : JsonSerializerContext;

/// <summary>PATCH /api/moc-instructions/{mocId}/parts-lists/{partsListId}/status: sets the status, from any to any.</summary>
internal sealed partial class PartsListStatusUpdate(AppServices services)
    : HttpHandler<PartsListStatusUpdateRequest>("parts-list-status-update", services.Options, AppJson.With(PartsListStatusUpdateJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        PartsListStatusUpdateRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("mocId", request.MocId);
        context.Annotate("partsListId", request.PartsListId);
        var changed = await services.PartsLists.UpdateStatusAsync(
            request.MocId, request.PartsListId, context.UserId, request.Status!, context.Clock.GetMilliseconds(), cancellationToken);
        if (changed is null)
        {
            Gates.Hidden(await services.Mocs.FindAsync(request.MocId, cancellationToken), context.UserId, "The MOC");
            throw new NotFoundException("The parts list was not found.");
        }

        LogChange(context.Logger, changed.OldStatus, changed.Status);
        await services.MocCache.DropDetailAsync(request.MocId, cancellationToken);
        return Ok(new PartsListAnswer(changed));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The status of a parts list was set")]
    private static partial void LogChange(ILogger logger, string oldStatus, string newStatus);
}
