using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Writes an answer in payload format 1.0, which has no <c>cookies</c>: each is a value of the header <c>Set-Cookie</c>.</summary>
internal static class Payload1Writer
{
    internal static void Write(Utf8JsonWriter json, APIGatewayHttpApiV2ProxyResponse answer)
    {
        json.WriteStartObject();
        json.WriteNumber("statusCode"u8, answer.StatusCode);
        if (answer.Headers is { Count: > 0 } headers)
        {
            json.WriteStartObject("headers"u8);
            foreach (var (name, value) in headers)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        if (answer.Cookies is { Length: > 0 } cookies)
        {
            json.WriteStartObject("multiValueHeaders"u8);
            json.WriteStartArray("Set-Cookie"u8);
            foreach (var cookie in cookies)
            {
                json.WriteStringValue(cookie);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteString("body"u8, answer.Body);
        json.WriteBoolean("isBase64Encoded"u8, answer.IsBase64Encoded);
        json.WriteEndObject();
    }
}
