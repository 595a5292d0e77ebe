using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.Http;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Lambda.Runtime.Tests.Http;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>Hands the text of an event to a function and gives the answer back.</summary>
internal static class ServedEvents
{
    internal static TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse> Function(
        Probe probe, int number) => number % 2 == 0
        ? new NoteFunction<NoteChange>(probe.Options, (_, _, _) => Task.FromResult(NoteFunction<NoteChange>.Nothing()))
        : new NoteFunction<NoteQuery>(probe.Options, (_, _, _) => Task.FromResult(NoteFunction<NoteQuery>.Nothing()), isPublic: true);

    internal static Task<JsonObject> ServeAsync(
        Probe probe,
        TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse> function,
        string json) => ServeAsync(probe, new HttpInvocationHandler(function), json);

    internal static async Task<JsonObject> ServeAsync(Probe probe, IInvocationHandler handler, string json)
    {
        var output = new ArrayBufferWriter<byte>();
        await handler.HandleAsync(
            new Invocation
            {
                Event = Encoding.UTF8.GetBytes(json),
                RequestId = "r1",
                Deadline = TimeProvider.System.GetUtcNow().AddSeconds(30),
                TraceHeader = probe.Header.ToString(),
            },
            output,
            CancellationToken.None);
        return JsonNode.Parse(output.WrittenSpan)!.AsObject();
    }
}
