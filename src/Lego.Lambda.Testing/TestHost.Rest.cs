using System.Buffers;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Http;

namespace Lego.Lambda.Testing;

/// <content>HTTP functions behind a REST API.</content>
public sealed partial class TestHost
{
    /// <summary>
    /// Runs an HTTP function as behind a REST API: the event is written as the API sends it, in payload format 1.0, goes the way that it
    /// goes in a deployed function, and is answered in format 1.0.
    /// </summary>
    /// <param name="handler">A handler made with <see cref="Options"/>.</param>
    /// <param name="request">The event, for example of <see cref="TestEvents.Rest(string, string?, string?, string?, Dictionary{string, string}?)"/>.</param>
    /// <param name="context">What Lambda says of the invocation; null for a new, sampled request with 30 seconds left.</param>
    public async Task<TestRun<APIGatewayProxyResponse>> InvokeAsync(
        TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse> handler,
        APIGatewayProxyRequest request,
        TestLambdaContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(request);
        var read = HttpPayload.Read(JsonSerializer.SerializeToUtf8Bytes(request, RestEventJson.Default.APIGatewayProxyRequest));
        using var invocation = new Invocation(this, handler.FunctionId, context);
        var answer = await handler.InvokeAsync(read, invocation.Context).ConfigureAwait(false);
        var json = new ArrayBufferWriter<byte>();
        HttpPayload.Write(json, answer, read);
        var response = JsonSerializer.Deserialize(json.WrittenSpan, RestEventJson.Default.APIGatewayProxyResponse)!;
        return new TestRun<APIGatewayProxyResponse>(invocation.Context, invocation.Output, response);
    }
}
