using System.Buffers;
using System.Text;
using System.Text.Json;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Http;

/// <summary>The JSON around every answer.</summary>
internal static class Envelope
{
    internal static string Success(HttpResult result, JsonSerializerOptions options, DateTimeOffset now) => Write(options, json =>
    {
        json.WriteBoolean("success"u8, true);
        json.WritePropertyName("data"u8);
        result.WriteData(json, options);
        if (result.Message is { } message)
        {
            json.WriteString("message"u8, message);
        }

        if (result.Total is { } total)
        {
            json.WriteNumber("total"u8, total);
            if (result.Paging is var (page, limit))
            {
                json.WriteStartObject("pagination"u8);
                json.WriteNumber("page"u8, page);
                json.WriteNumber("limit"u8, limit);
                json.WriteNumber("total"u8, total);
                json.WriteNumber("totalPages"u8, (total + limit - 1) / limit);
                json.WriteEndObject();
            }
        }

        json.WriteString("timestamp"u8, IsoTimeConverter.Text(now));
    });

    internal static string Failure(ClientError error, JsonSerializerOptions options, DateTimeOffset now) => Write(options, json =>
    {
        json.WriteBoolean("success"u8, false);
        json.WriteStartObject("error"u8);
        json.WriteString("type"u8, error.Code);
        json.WriteString("message"u8, error.Message);
        if (error.Details is { Count: > 0 } details)
        {
            json.WritePropertyName("details"u8);
            details.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteString("timestamp"u8, IsoTimeConverter.Text(now));
    });

    private static string Write(JsonSerializerOptions options, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = options.Encoder }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
