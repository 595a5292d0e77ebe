using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.PartsLists;

internal sealed record PartsListDeleteRequest(Guid MocId, Guid PartsListId);

internal sealed record PartsListDeleted(string Message, Guid PartsListId);

[JsonSerializable(typeof(PartsListDeleteRequest))]
[JsonSerializable(typeof(PartsListDeleted))]
internal sealed partial class PartsListDeleteJson : JsonSerializerContext;

/// <summary>
/// DELETE /api/moc-instructions/{mocId}/parts-lists/{partsListId}: deletes a parts list with its items; the MOC keeps its piece count.
/// </summary>
internal sealed class PartsListDelete(AppServices services)
    : HttpHandler<PartsListDeleteRequest>("parts-list-delete", services.Options, AppJson.With(PartsListDeleteJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        PartsListDeleteRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("mocId", request.MocId);
        context.Annotate("partsListId", request.PartsListId);
        if (!await services.PartsLists.DeleteAsync(request.MocId, request.PartsListId, context.UserId, cancellationToken))
        {
            Gates.Hidden(await services.Mocs.FindAsync(request.MocId, cancellationToken), context.UserId, "The MOC");
            throw new NotFoundException("The parts list was not found.");
        }

        await services.MocCache.DropDetailAsync(request.MocId, cancellationToken);
        return Ok(new PartsListDeleted("The parts list was deleted.", request.PartsListId));
    }
}
