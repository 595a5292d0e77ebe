using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Lego.LocalHost.Gateway;

/// <summary>Turns the output of a function into the HTTP response, as payload format 2.0 says.</summary>
internal static class ResponseMapper
{
    private const string Json = "application/json";

    // These are the connection's, not the function's, to state.
    private static readonly HashSet<string> Ours =
        new(StringComparer.OrdinalIgnoreCase) { "content-length", "transfer-encoding", "connection", "keep-alive", "date", "server" };

    /// <summary>Writes the response; false, with nothing written, when the output is malformed.</summary>
    public static async Task<bool> TryWriteAsync(HttpContext context, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
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
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("statusCode", out var statusCode))
            {
                context.Response.StatusCode = 200;
                context.Response.ContentType = Json;
                context.Response.ContentLength = payload.Length;
                await context.Response.Body.WriteAsync(payload, cancellationToken);
                return true;
            }

            if (!TryReadStatus(statusCode, out var status) || !TryReadBody(root, out var body) || !TryWriteHeaders(context.Response, root))
            {
                context.Response.Headers.Clear();
                return false;
            }

            context.Response.StatusCode = status;
            if (status is >= 200 and not 204 and not 304)
            {
                context.Response.ContentType ??= "text/plain;charset=utf-8";
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

    private static bool TryWriteHeaders(HttpResponse response, JsonElement root)
    {
        if (root.TryGetProperty("headers", out var headers) && headers.ValueKind != JsonValueKind.Null)
        {
            if (headers.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            foreach (var header in headers.EnumerateObject().Where(header => !Ours.Contains(header.Name)))
            {
                if (header.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array || !IsHeader(header.Name, header.Value.ToString()))
                {
                    return false;
                }

                response.Headers[header.Name] = header.Value.ToString();
            }
        }

        if (root.TryGetProperty("cookies", out var cookies) && cookies.ValueKind == JsonValueKind.Array)
        {
            foreach (var cookie in cookies.EnumerateArray())
            {
                if (cookie.ValueKind != JsonValueKind.String || !IsHeader("set-cookie", cookie.GetString()!))
                {
                    return false;
                }

                response.Headers.Append("Set-Cookie", cookie.GetString());
            }
        }

        return true;
    }

    /// <summary>Kestrel would throw in the middle of the response.</summary>
    private static bool IsHeader(string name, string value) =>
        name.Length > 0
        && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))
        && !value.Any(c => char.IsControl(c) && c != '\t');
}
