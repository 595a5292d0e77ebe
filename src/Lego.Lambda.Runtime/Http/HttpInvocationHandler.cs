using System.Buffers;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.RuntimeApi;

namespace Lego.Lambda.Runtime.Http;

/// <summary>
/// Serves one HTTP function behind an HTTP API or a REST API: takes events of the payload formats 1.0 and 2.0 and answers each in its own.
/// </summary>
/// <param name="handler">The function.</param>
public sealed class HttpInvocationHandler(
    TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse> handler) : IInvocationHandler
{
    /// <inheritdoc/>
    public async ValueTask HandleAsync(Invocation invocation, IBufferWriter<byte> response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        var request = HttpPayload.Read(invocation.Event.Span);
        var answer = await handler.InvokeAsync(request, invocation.Context).ConfigureAwait(false);
        HttpPayload.Write(response, answer, request);
    }
}
