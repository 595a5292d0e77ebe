using System.Buffers;
using System.Runtime.ExceptionServices;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.RuntimeApi;

namespace Lego.Lambda.Runtime.Http;

/// <summary>
/// Serves several HTTP functions from one process: the event's route key, in payload format 1.0 its method and resource, picks the
/// function. Each event is answered in its own format.
/// </summary>
/// <param name="find">Finds the handler of a route key such as <c>GET /api/mocs/{id}</c>; null when there is none.</param>
/// <param name="routeKeys">
/// The route keys that there are: a REST API that calls their parameters otherwise is understood by the parameters' places. Null takes the
/// keys as they come.
/// </param>
public sealed class HttpRouteTable(
    Func<string, TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>?> find,
    IEnumerable<string>? routeKeys = null) : IInvocationHandler
{
    private readonly Dictionary<string, RouteNames> _names =
        (routeKeys ?? []).Select(key => new RouteNames(key)).ToDictionary(names => names.Shape);

    /// <inheritdoc/>
    public async ValueTask HandleAsync(Invocation invocation, IBufferWriter<byte> response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        var request = EventReader.Read(invocation.Event.Span, out var failure);
        var handler = Find(request);
        if (failure is not null && handler is not IAnswersMalformedEvents)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        if (handler is null)
        {
            throw NotServed(request.RouteKey);
        }

        var answer = await handler.InvokeAsync(request, invocation.Context).ConfigureAwait(false);
        HttpPayload.Write(response, answer, request);
    }

    private TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>? Find(APIGatewayHttpApiV2ProxyRequest request)
    {
        var arrived = request.RouteKey ?? "";
        if (find(arrived) is { } handler)
        {
            return handler;
        }

        if (!_names.TryGetValue(RouteNames.ShapeOf(arrived), out var names))
        {
            return null;
        }

        names.Apply(request);
        return find(request.RouteKey!);
    }

    private static InvalidOperationException NotServed(string? routeKey) => new(string.IsNullOrEmpty(routeKey)
        ? "No function serves the event: it has neither the routeKey of payload format 2.0 nor the httpMethod and resource of 1.0."
        : $"No function serves the route key '{routeKey}'.");
}
