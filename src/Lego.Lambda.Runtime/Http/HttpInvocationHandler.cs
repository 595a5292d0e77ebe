using System.Buffers;
using System.Runtime.ExceptionServices;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.RuntimeApi;

namespace Lego.Lambda.Runtime.Http;

/// <summary>
/// Serves one HTTP function behind an HTTP API or a REST API: takes events of the payload formats 1.0 and 2.0 and answers each in its own.
/// </summary>
/// <param name="handler">The function.</param>
/// <param name="routeKey">
/// Method, blank and route as the function was written, such as <c>GET /api/mocs/{mocId}</c>: a REST API that calls a parameter otherwise
/// is understood by the parameter's place. Null takes the names as they come.
/// </param>
public sealed class HttpInvocationHandler(
    TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse> handler,
    string? routeKey = null) : IInvocationHandler
{
    private readonly RouteNames? _names = routeKey is null ? null : new RouteNames(routeKey);

    /// <inheritdoc/>
    public async ValueTask HandleAsync(Invocation invocation, IBufferWriter<byte> response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        var request = EventReader.Read(invocation.Event.Span, out var failure);
        if (failure is not null && handler is not IAnswersMalformedEvents)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        _names?.Apply(request);
        var answer = await handler.InvokeAsync(request, invocation.Context).ConfigureAwait(false);
        HttpPayload.Write(response, answer, request);
    }
}
