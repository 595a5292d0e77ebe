using System.Text.Json.Serialization;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Lambda.Testing.Tests;

internal sealed record HelloRequest(string Name, bool? Loud);

internal sealed record HelloAnswer(string Text);

[JsonSerializable(typeof(HelloRequest))]
[JsonSerializable(typeof(HelloAnswer))]
internal sealed partial class HelloJson : JsonSerializerContext;

/// <summary>GET /api/hello/{name}: greets, unless the name is on the list.</summary>
internal sealed class Hello(HandlerOptions options) : HttpHandler<HelloRequest>("hello", options, HttpJson.Create(HelloJson.Default))
{
    internal const string Route = "GET /api/hello/{name}";

    protected override async Task<HttpResult> HandleAsync(
        HelloRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("name", request.Name);
        var known = await TraceCache("get", "hello:{name}", subsegment =>
        {
            subsegment.Annotate("cacheHit", false);
            return Task.FromResult(request.Name != "Nobody");
        });
        return known ? Ok(new HelloAnswer($"Hello, {request.Name}!")) : throw new NotFoundException("Nobody of that name.");
    }
}
