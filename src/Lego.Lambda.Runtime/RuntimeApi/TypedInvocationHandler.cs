using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>Serves one function: reads the event, calls the handler, writes the answer.</summary>
/// <typeparam name="TRequest">The event.</typeparam>
/// <typeparam name="TResponse">The answer.</typeparam>
/// <param name="handler">The function.</param>
/// <param name="requestType">Generated type information of the event.</param>
/// <param name="responseType">Generated type information of the answer.</param>
public sealed class TypedInvocationHandler<TRequest, TResponse>(
    TracedHandler<TRequest, TResponse> handler,
    JsonTypeInfo<TRequest> requestType,
    JsonTypeInfo<TResponse> responseType) : IInvocationHandler
{
    /// <inheritdoc/>
    public async ValueTask HandleAsync(Invocation invocation, IBufferWriter<byte> response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        var request = JsonSerializer.Deserialize(invocation.Event.Span, requestType)
            ?? throw new InvalidOperationException("The event is null.");
        var answer = await handler.InvokeAsync(request, invocation.Context).ConfigureAwait(false);
        Write(response, answer);
    }

    private void Write(IBufferWriter<byte> output, TResponse answer)
    {
        using var json = new Utf8JsonWriter(output);
        JsonSerializer.Serialize(json, answer, responseType);
    }
}
