using System.Text.Json.Serialization;
using Lego.Lambda.Runtime;

namespace Hello;

// With setters instead of constructor parameters: those cost System.Text.Json some thirty methods to compile at the first event.
internal sealed class HelloRequest
{
    public string Name { get; set; } = "";
}

internal sealed class HelloAnswer
{
    public string Text { get; set; } = "";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HelloRequest))]
[JsonSerializable(typeof(HelloAnswer))]
internal sealed partial class HelloJson : JsonSerializerContext;

/// <summary>Greets: the least that a function can do, so that what is measured is the framework.</summary>
internal sealed class HelloHandler(HandlerOptions options) : TracedHandler<HelloRequest, HelloAnswer>("hello", options)
{
    protected override Task<HelloAnswer> HandleAsync(HelloRequest request, HandlerContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new HelloAnswer { Text = $"Hello, {request.Name}!" });
}
