using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Writes an answer in payload format 2.0, as the generated contract would; members that are null are left out.</summary>
internal static class Payload2Writer
{
    internal static void Write(Utf8JsonWriter json, APIGatewayHttpApiV2ProxyResponse? answer)
    {
        if (answer is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("statusCode"u8, answer.StatusCode);
        if (answer.Headers is { } headers)
        {
            json.WriteStartObject("headers"u8);
            foreach (var (name, value) in headers)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        if (answer.Cookies is { } cookies)
        {
            json.WriteStartArray("cookies"u8);
            foreach (var cookie in cookies)
            {
                json.WriteStringValue(cookie);
            }

            json.WriteEndArray();
        }

        if (answer.Body is { } body)
        {
            json.WriteString("body"u8, body);
        }

        json.WriteBoolean("isBase64Encoded"u8, answer.IsBase64Encoded);
        json.WriteEndObject();
    }
}
