using System.Buffers;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.RuntimeApi;

namespace Lego.Lambda.Runtime.Http;

/// <summary>
/// Serves several HTTP functions from one process: the event's route key, in payload format 1.0 its method and resource, picks the
/// function. Each event is answered in its own format.
/// </summary>
/// <param name="find">Finds the handler of a route key such as <c>GET /api/mocs/{id}</c>; null when there is none.</param>
public sealed class HttpRouteTable(
    Func<string, TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>?> find) : IInvocationHandler
{
    /// <inheritdoc/>
    public async ValueTask HandleAsync(Invocation invocation, IBufferWriter<byte> response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        var request = HttpPayload.Read(invocation.Event.Span);
        var handler = find(request.RouteKey ?? "") ?? throw NotServed(request.RouteKey);
        var answer = await handler.InvokeAsync(request, invocation.Context).ConfigureAwait(false);
        HttpPayload.Write(response, answer, request);
    }

    private static InvalidOperationException NotServed(string? routeKey) => new(string.IsNullOrEmpty(routeKey)
        ? "No function serves the event: it has neither the routeKey of payload format 2.0 nor the httpMethod and resource of 1.0."
        : $"No function serves the route key '{routeKey}'.");
}
