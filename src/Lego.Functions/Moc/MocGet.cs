using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

internal sealed record MocGetRequest(Guid Id);

[JsonSerializable(typeof(MocGetRequest))]
internal sealed partial class MocGetJson : JsonSerializerContext;

/// <summary>GET /api/mocs/{id}: a MOC with its files, images and parts lists.</summary>
internal sealed class MocGet(AppServices services)
    : HttpHandler<MocGetRequest>("moc-get", services.Options, AppJson.With(MocGetJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(MocGetRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("mocId", request.Id);
        var (cached, generation) = await services.MocCache.GetDetailAsync(request.Id, cancellationToken);
        if (cached is not null)
        {
            return Ok(Gates.Owner(cached, context.UserId, "The MOC"));
        }

        var detail = Gates.Owner(await services.Mocs.FindDetailAsync(request.Id, cancellationToken), context.UserId, "The MOC");
        await services.MocCache.SetDetailAsync(detail, generation, cancellationToken);
        return Ok(detail);
    }
}
