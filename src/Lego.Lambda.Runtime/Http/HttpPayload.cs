using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;

namespace Lego.Lambda.Runtime.Http;

/// <summary>
/// Reads events of both payload formats and writes the answer in the format of its event. In between there is one form only, the members
/// of format 2.0, so that nothing behind it knows which one came. Source: API Gateway developer guide, "Create AWS Lambda proxy
/// integrations for HTTP APIs" and "Lambda proxy integrations in API Gateway".
/// </summary>
internal static class HttpPayload
{
    /// <summary>The version that an event read from format 1.0 has, be it a REST API's, which names none, or an HTTP API's.</summary>
    internal const string Version1 = "1.0";

    // Nothing but the gateway reads the answer; the default encoder would make six bytes of each quote of a JSON body.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads an event.</summary>
    /// <exception cref="JsonException">It is not valid JSON, or a member is of the wrong kind.</exception>
    /// <exception cref="InvalidOperationException">It is null.</exception>
    internal static APIGatewayHttpApiV2ProxyRequest Read(ReadOnlySpan<byte> json)
    {
        if (IsVersion1(json))
        {
            return Payload1Reader.Read(json);
        }

        return ReadByHand(json) ?? ReadByContract(json);
    }

    /// <summary>Writes an answer.</summary>
    /// <param name="output">Takes the document.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="request">The event that it answers.</param>
    internal static void Write(IBufferWriter<byte> output, APIGatewayHttpApiV2ProxyResponse? answer, APIGatewayHttpApiV2ProxyRequest request)
    {
        using var json = new Utf8JsonWriter(output, Options);
        if (answer is not null && request.Version == Version1)
        {
            Payload1Writer.Write(json, answer);
        }
        else
        {
            Payload2Writer.Write(json, answer);
        }
    }

    private static APIGatewayHttpApiV2ProxyRequest? ReadByHand(ReadOnlySpan<byte> json)
    {
        try
        {
            return Payload2Reader.Read(json);
        }
        catch (InvalidOperationException)
        {
            // A text is not valid Unicode; the contract has the words for it.
            return null;
        }
    }

    private static APIGatewayHttpApiV2ProxyRequest ReadByContract(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, HttpEventContext.Default.APIGatewayHttpApiV2ProxyRequest)
            ?? throw new InvalidOperationException("The event is null.");

    /// <summary>
    /// Looks at the outermost members up to the first that only one of the formats has; in what API Gateway sends that is the very first.
    /// An event with none of them is not one of API Gateway's, and is read as 2.0 with all members missing.
    /// </summary>
    private static bool IsVersion1(ReadOnlySpan<byte> document)
    {
        var json = new Utf8JsonReader(document);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("resource"u8) || json.ValueTextEquals("httpMethod"u8))
            {
                return true;
            }

            if (json.ValueTextEquals("routeKey"u8) || json.ValueTextEquals("rawPath"u8))
            {
                return false;
            }

            var isVersion = json.ValueTextEquals("version"u8);
            json.Read();
            // Other sources count their versions, too: EventBridge begins with 0.
            if (isVersion && json.TokenType == JsonTokenType.String && !json.ValueIsEscaped && (json.ValueTextEquals("1.0"u8) || json.ValueTextEquals("2.0"u8)))
            {
                return json.ValueTextEquals("1.0"u8);
            }

            json.Skip();
        }

        return false;
    }
}
