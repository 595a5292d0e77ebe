using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.Http;

namespace Lego.Lambda.Runtime.Tests.Http;

/// <summary>What is read and written by hand is what the generated contract would read and write.</summary>
public sealed class Payload2ReaderTests
{
    [TestCase("""{"version":"2.0"}""")]
    [TestCase("""{"version":null,"routeKey":null,"cookies":null,"headers":null,"requestContext":null,"body":null}""")]
    [TestCase("""{"version":"2.0","routeKey":"GET /a","rawPath":"/a","rawQueryString":"b=1","body":"{}","isBase64Encoded":true}""")]
    [TestCase("""{"version":"2.0","cookies":["a=1",null],"headers":{"a":"1","A":"2","n":null,"a":"3"},"stageVariables":{}}""")]
    [TestCase("""{"version":"2.0","queryStringParameters":{"q":"ü\u00e9 \uD83D\uDE00"},"pathParameters":{"id":"1"}}""")]
    [TestCase("""{"version":"2.0","unknown":{"a":[1,{"b":2}]},"Version":"no","v\u0065rsion":"yes"}""")]
    [TestCase("""{"version":"2.0","requestContext":{"accountId":"1","apiId":"2","domainName":"d","domainPrefix":"p","requestId":"r","routeKey":"k","stage":"s","time":"t","timeEpoch":17672256,"more":1}}""")]
    [TestCase("""{"version":"2.0","requestContext":{"http":{"method":"GET","path":"/a","protocol":"HTTP/1.1","sourceIp":"::1","userAgent":"x","more":[]}}}""")]
    [TestCase("""{"version":"2.0","requestContext":{"http":null,"authorizer":null,"authentication":null}}""")]
    [TestCase("""{"version":"2.0","requestContext":{"authorizer":{"jwt":{"claims":{"sub":"u","n":null},"scopes":["a"],"more":0}}}}""")]
    [TestCase("""{"version":"2.0","requestContext":{"authorizer":{"jwt":null}}}""")]
    [TestCase("""{"version":"2.0","requestContext":{"authorizer":{"lambda":{"any":[1]},"jwt":{"claims":{"sub":"u"}}}}}""")]
    [TestCase("""{"version":"2.0","requestContext":{"authentication":{"clientCert":{}},"stage":"s"}}""")]
    [TestCase("{}")]
    public void An_event_is_read_as_by_contract(string json) => Assert.That(ByHand(json), Is.EqualTo(ByContract(json)));

    [TestCase("""{"version":"2.0","body":1}""", "body")]
    [TestCase("""{"version":"2.0","isBase64Encoded":null}""", "isBase64Encoded")]
    [TestCase("""{"version":"2.0","cookies":{}}""", "cookies")]
    [TestCase("""{"version":"2.0","headers":{"a":1}}""", "headers")]
    [TestCase("""{"version":"2.0","requestContext":{"timeEpoch":"1"}}""", "timeEpoch")]
    [TestCase("""{"version":"2.0","requestContext":[]}""", "requestContext")]
    public void A_member_of_the_wrong_kind_is_named(string json, string member) =>
        Assert.That(() => ByHand(json), Throws.InstanceOf<JsonException>().With.Message.Contains(member));

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("""{"version":"2.0"} {}""")]
    [TestCase("""{"version":"2.0",}""")]
    [TestCase("""{"version":"2.0","body":"\ud800"}""")]
    [TestCase("""{"version":"2.0","body":"a""")]
    public void What_the_contract_refuses_is_refused(string json)
    {
        Assert.That(() => ByContract(json), Throws.InstanceOf<JsonException>());
        Assert.That(() => ByHand(json), Throws.InstanceOf<JsonException>());
    }

    [TestCase(false, false)]
    [TestCase(true, false)]
    [TestCase(true, true)]
    public void An_answer_is_written_as_by_contract(bool hasMembers, bool isEmpty)
    {
        var answer = new APIGatewayHttpApiV2ProxyResponse { StatusCode = 201 };
        if (hasMembers)
        {
            answer.Headers = isEmpty ? new Dictionary<string, string>() : new Dictionary<string, string> { ["a"] = "1", ["n"] = null! };
            answer.Cookies = isEmpty ? [] : ["a=1"];
            answer.Body = isEmpty ? "" : """{"text":"ü <b>"}""";
        }

        using var hand = new MemoryStream();
        using (var json = new Utf8JsonWriter(hand))
        {
            Payload2Writer.Write(json, answer);
        }

        Assert.That(
            Encoding.UTF8.GetString(hand.ToArray()),
            Is.EqualTo(JsonSerializer.Serialize(answer, HttpEventContext.Default.APIGatewayHttpApiV2ProxyResponse)));
    }

    private static string ByHand(string json) => Text(HttpPayload.Read(Encoding.UTF8.GetBytes(json)));

    private static string ByContract(string json) =>
        Text(JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(json), HttpEventContext.Default.APIGatewayHttpApiV2ProxyRequest)!);

    private static string Text(APIGatewayHttpApiV2ProxyRequest request) =>
        JsonSerializer.Serialize(request, HttpEventContext.Default.APIGatewayHttpApiV2ProxyRequest);
}
