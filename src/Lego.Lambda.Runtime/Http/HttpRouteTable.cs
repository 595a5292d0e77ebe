using System.Buffers;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.RuntimeApi;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Serves several HTTP functions from one process: the event's route key picks the function.</summary>
/// <param name="find">Finds the handler of a route key such as <c>GET /api/mocs/{id}</c>; null when there is none.</param>
public sealed class HttpRouteTable(
    Func<string, TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>?> find) : IInvocationHandler
{
    /// <inheritdoc/>
    public async ValueTask HandleAsync(Invocation invocation, IBufferWriter<byte> response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        var request = JsonSerializer.Deserialize(invocation.Event.Span, HttpEventContext.Default.APIGatewayHttpApiV2ProxyRequest)
            ?? throw new InvalidOperationException("The event is null.");
        var handler = find(request.RouteKey ?? "")
            ?? throw new InvalidOperationException($"No function serves the route key '{request.RouteKey}'.");
        var answer = await handler.InvokeAsync(request, invocation.Context).ConfigureAwait(false);
        var json = new Utf8JsonWriter(response);
        await using (json.ConfigureAwait(false))
        {
            JsonSerializer.Serialize(json, answer, HttpEventContext.Default.APIGatewayHttpApiV2ProxyResponse);
        }
    }
}
