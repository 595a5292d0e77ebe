using Lego.Functions;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Http;

namespace Lego.Infrastructure.Tests.Observability.Metrics;

/// <summary>A function that takes nothing and answers with nothing.</summary>
internal abstract class PlainHandler(string id, HandlerOptions options) : HttpHandler<NoRequest>(id, options, AppJson.With(PlainJson.Default))
{
    protected override bool RequiresUser => false;

    protected sealed override async Task<HttpResult> HandleAsync(NoRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        await WorkAsync(context.Invocation);
        return NoContent();
    }

    protected abstract Task WorkAsync(HandlerContext context);
}
