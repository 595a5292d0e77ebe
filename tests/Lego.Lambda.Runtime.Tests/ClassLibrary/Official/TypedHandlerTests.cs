using System.Reflection;
using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Lego.Lambda.Testing;

namespace Lego.Lambda.Runtime.Tests.ClassLibrary.Official;

/// <summary>A handler as a class library, with the serializer that its assembly declares.</summary>
public sealed class TypedHandlerTests
{
    private const string Handler = "Lego.Lambda.Runtime.Tests::Lego.Lambda.Runtime.Tests.ClassLibrary.Official.GreetingFunction::InvokeAsync";

    [Test]
    public async Task A_handler_with_a_parameterless_constructor_is_a_class_library_handler()
    {
        var declared = typeof(GreetingFunction).Assembly.GetCustomAttribute<LambdaSerializerAttribute>()!;
        var serializer = (ILambdaSerializer)Activator.CreateInstance(declared.SerializerType)!;
        using var sent = new MemoryStream();
        serializer.Serialize(TestEvents.Http("GET /api/hello/{name}", "/api/hello/Ada"), sent);
        sent.Position = 0;

        var answer = await new HandlerString(Handler).InvokeAsync<APIGatewayHttpApiV2ProxyResponse>(
            serializer.Deserialize<APIGatewayHttpApiV2ProxyRequest>(sent), new TestLambdaContext());
        using var received = new MemoryStream();
        serializer.Serialize(answer, received);
        var json = JsonNode.Parse(received.ToArray())!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)json["statusCode"], Is.EqualTo(200));
            Assert.That((string?)JsonNode.Parse((string)json["body"]!)!["data"]!["text"], Is.EqualTo("Hello, Ada!"));
        }
    }
}
