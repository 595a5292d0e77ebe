using System.Text.Json.Serialization;
using Lego.Lambda.Runtime.Http;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace LegoStarter;

internal sealed record HelloRequest(string Name);

internal sealed record HelloAnswer(string Text);

[JsonSerializable(typeof(HelloRequest)), JsonSerializable(typeof(HelloAnswer))]
internal sealed partial class HelloJson : JsonSerializerContext;

/// <summary>GET /api/hello/{name}: greets, to everybody who asks.</summary>
internal sealed class Hello(AppServices services) : HttpHandler<HelloRequest>("hello", services.Options, AppJson.With(HelloJson.Default))
{
    protected override bool RequiresUser => false;

    protected override Task<HttpResult> HandleAsync(HelloRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("name", request.Name);
        using var subsegment = TraceWork("greet");
        return Task.FromResult(Ok(new HelloAnswer($"Hello, {request.Name}!")));
    }
}
