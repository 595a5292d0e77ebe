using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Lego.Lambda.Runtime.Http;

[assembly: LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<HttpEventContext>))]

namespace Lego.Lambda.Runtime.Tests.ClassLibrary.Official;

public sealed record GreetingRequest(string Name);

public sealed record Greeting(string Text);

[JsonSerializable(typeof(GreetingRequest)), JsonSerializable(typeof(Greeting))]
internal sealed partial class GreetingJson : JsonSerializerContext;

/// <summary>As an author of a class library writes it.</summary>
public sealed class GreetingFunction() : HttpHandler<GreetingRequest>("greeting", HandlerOptions.FromEnvironment(), HttpJson.Create(GreetingJson.Default))
{
    protected override Task<HttpResult> HandleAsync(GreetingRequest request, HttpRequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Ok(new Greeting($"Hello, {request.Name}!")));
}
