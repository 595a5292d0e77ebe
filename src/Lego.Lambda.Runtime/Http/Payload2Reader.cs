using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;

namespace Lego.Lambda.Runtime.Http;

/// <summary>
/// Reads an event of payload format 2.0, whose members may be null or missing, into what the generated contract makes of it. By hand, since
/// to set a contract up for a dozen types costs a process that starts more than all of its first request.
/// </summary>
internal static class Payload2Reader
{
    /// <summary>Reads an event; null for one that only the contract reads, for what it says of its caller.</summary>
    /// <exception cref="JsonException">It is not valid JSON, or a member is of the wrong kind.</exception>
    internal static APIGatewayHttpApiV2ProxyRequest? Read(ReadOnlySpan<byte> document)
    {
        var json = new Utf8JsonReader(document);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            // The contract has the words for what it is instead.
            return null;
        }

        var request = new APIGatewayHttpApiV2ProxyRequest();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("version"u8))
            {
                request.Version = Payload1Values.Text(ref json, "version");
            }
            else if (json.ValueTextEquals("routeKey"u8))
            {
                request.RouteKey = Payload1Values.Text(ref json, "routeKey");
            }
            else if (json.ValueTextEquals("rawPath"u8))
            {
                request.RawPath = Payload1Values.Text(ref json, "rawPath");
            }
            else if (json.ValueTextEquals("rawQueryString"u8))
            {
                request.RawQueryString = Payload1Values.Text(ref json, "rawQueryString");
            }
            else if (json.ValueTextEquals("cookies"u8))
            {
                request.Cookies = Payload2Values.List(ref json, "cookies");
            }
            else if (json.ValueTextEquals("headers"u8))
            {
                request.Headers = Payload2Values.Texts(ref json, "headers");
            }
            else if (json.ValueTextEquals("queryStringParameters"u8))
            {
                request.QueryStringParameters = Payload2Values.Texts(ref json, "queryStringParameters");
            }
            else if (json.ValueTextEquals("requestContext"u8))
            {
                if (!Payload2Context.TryRead(ref json, out var context))
                {
                    return null;
                }

                request.RequestContext = context;
            }
            else if (json.ValueTextEquals("body"u8))
            {
                request.Body = Payload1Values.Text(ref json, "body");
            }
            else if (json.ValueTextEquals("pathParameters"u8))
            {
                request.PathParameters = Payload2Values.Texts(ref json, "pathParameters");
            }
            else if (json.ValueTextEquals("isBase64Encoded"u8))
            {
                request.IsBase64Encoded = Payload2Values.Flag(ref json, "isBase64Encoded");
            }
            else if (json.ValueTextEquals("stageVariables"u8))
            {
                request.StageVariables = Payload2Values.Texts(ref json, "stageVariables");
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        // Throws when anything follows the event.
        json.Read();
        return request;
    }
}
