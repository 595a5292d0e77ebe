using System.Text.Json.Serialization;
using Lego.Lambda.Runtime;

namespace Hello;

internal sealed record HelloRequest(string Name);

internal sealed record HelloAnswer(string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HelloRequest))]
[JsonSerializable(typeof(HelloAnswer))]
internal sealed partial class HelloJson : JsonSerializerContext;

/// <summary>Greets: the least that a function can do, so that what is measured is the framework.</summary>
internal sealed class HelloHandler(HandlerOptions options) : TracedHandler<HelloRequest, HelloAnswer>("hello", options)
{
    protected override Task<HelloAnswer> HandleAsync(HelloRequest request, HandlerContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new HelloAnswer($"Hello, {request.Name}!"));
}
