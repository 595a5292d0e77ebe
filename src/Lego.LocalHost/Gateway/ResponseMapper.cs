using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Lego.LocalHost.Gateway;

/// <summary>Turns the output of a function into the HTTP response, as its payload format says.</summary>
internal static class ResponseMapper
{
    private const string Json = "application/json";

    /// <summary>Writes the response; false, with nothing written, when the output is malformed.</summary>
    public static async Task<bool> TryWriteAsync(
        HttpContext context, ReadOnlyMemory<byte> payload, PayloadFormat format, CancellationToken cancellationToken)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(payload);
        }
        catch (JsonException)
        {
            return false;
        }

        using (document)
        {
            var root = document.RootElement;
            JsonElement statusCode = default;
            var hasStatus = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("statusCode", out statusCode);
            if (!hasStatus && format == PayloadFormat.Version1)
            {
                return false;
            }

            if (!hasStatus)
            {
                context.Response.StatusCode = 200;
                context.Response.ContentType = Json;
                context.Response.ContentLength = payload.Length;
                await context.Response.Body.WriteAsync(payload, cancellationToken);
                return true;
            }

            if (!TryReadStatus(statusCode, out var status) || !TryReadBody(root, out var body) || !ResponseHeaders.TryWrite(context.Response.Headers, root, format))
            {
                context.Response.Headers.Clear();
                return false;
            }

            context.Response.StatusCode = status;
            if (status is >= 200 and not 204 and not 304)
            {
                context.Response.ContentType ??= format == PayloadFormat.Version1 ? Json : "text/plain;charset=utf-8";
                context.Response.ContentLength = body.Length;
                await context.Response.Body.WriteAsync(body, cancellationToken);
            }

            return true;
        }
    }

    private static bool TryReadStatus(JsonElement value, out int status)
    {
        status = 0;
        return (value.ValueKind == JsonValueKind.Number ? value.TryGetInt32(out status)
                : value.ValueKind == JsonValueKind.String && int.TryParse(value.GetString(), out status))
            && status is >= 200 and <= 599;
    }

    private static bool TryReadBody(JsonElement root, out ReadOnlyMemory<byte> body)
    {
        body = ReadOnlyMemory<byte>.Empty;
        if (!root.TryGetProperty("body", out var text) || text.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (text.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        if (root.TryGetProperty("isBase64Encoded", out var encoded) && encoded.ValueKind == JsonValueKind.True)
        {
            var decoded = text.TryGetBytesFromBase64(out var bytes);
            body = bytes;
            return decoded;
        }

        body = Unescape(JsonMarshal.GetRawUtf8Value(text));
        return true;
    }

    /// <summary>The text goes out in the encoding it came in: no string is made of it on the way.</summary>
    private static byte[] Unescape(ReadOnlySpan<byte> rawString)
    {
        var reader = new Utf8JsonReader(rawString);
        reader.Read();
        var buffer = ArrayPool<byte>.Shared.Rent(rawString.Length);
        try
        {
            var length = reader.CopyString(buffer);
            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
