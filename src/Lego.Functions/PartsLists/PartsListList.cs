using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.PartsLists;

internal sealed record PartsListListRequest(Guid MocId, string? Include);

[JsonSerializable(typeof(PartsListListRequest))]
[JsonSerializable(typeof(IReadOnlyList<PartsList>))]
[JsonSerializable(typeof(IReadOnlyList<PartsListWithParts>))]
internal sealed partial class PartsListListJson : JsonSerializerContext;

/// <summary>GET /api/moc-instructions/{mocId}/parts-lists: the parts lists of a MOC, on demand with their items.</summary>
internal sealed class PartsListList(AppServices services)
    : HttpHandler<PartsListListRequest>("parts-list-list", services.Options, AppJson.With(PartsListListJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        PartsListListRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("mocId", request.MocId);
        var withParts = request.Include == "parts";
        var (lists, items) = await services.PartsLists.ListAsync(request.MocId, context.UserId, withParts, cancellationToken);
        if (lists.Count == 0)
        {
            Gates.Hidden(await services.Mocs.FindAsync(request.MocId, cancellationToken), context.UserId, "The MOC");
        }

        if (!withParts)
        {
            return List(lists);
        }

        var parts = items.ToLookup(part => part.PartsListId);
        return List<PartsListWithParts>([.. lists.Select(list => new PartsListWithParts(list, [.. parts[list.Id]]))]);
    }
}
