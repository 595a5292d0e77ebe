using System.Text.Json.Serialization;
using Lego.Lambda.Runtime.Http;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests.Support;

internal sealed record EchoRequest(string? Id);

[JsonSerializable(typeof(EchoRequest))]
internal sealed partial class EchoJson : JsonSerializerContext;

/// <summary>An HTTP function whose work is given by the test.</summary>
internal sealed class EchoFunction(HandlerOptions options, Func<HttpRequestContext, Task> work)
    : HttpHandler<EchoRequest>("echo", options, HttpJson.Create(EchoJson.Default))
{
    protected override bool RequiresUser => false;

    protected override async Task<HttpResult> HandleAsync(
        EchoRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        await work(context);
        return NoContent();
    }
}
