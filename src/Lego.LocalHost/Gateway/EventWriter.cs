using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.LocalHost.Gateway;

/// <summary>Writes the event of a request. The body goes from the connection's buffers straight into the JSON, encoded on the way.</summary>
internal abstract class EventWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static EventWriter For(PayloadFormat format, string accountId) =>
        format == PayloadFormat.Version1 ? new RestEventWriter(accountId) : new HttpEventWriter(accountId);

    /// <summary>Returns null when the body is longer than allowed.</summary>
    public async Task<ReadOnlyMemory<byte>?> WriteAsync(
        GatewayRequest request,
        RouteMatch route,
        IReadOnlyDictionary<string, string>? claims,
        long maxBodyBytes,
        CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(4096 + (int)Math.Clamp((request.Context.Request.ContentLength ?? 0) * 4 / 3, 0, maxBodyBytes * 4 / 3));
        await using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        WriteMembers(json, request, route, claims);
        if (!await WriteBodyAsync(json, request.Context.Request, maxBodyBytes, cancellationToken))
        {
            return null;
        }

        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        return buffer.WrittenMemory;
    }

    /// <summary>Writes all members but the body and its encoding.</summary>
    protected abstract void WriteMembers(
        Utf8JsonWriter json, GatewayRequest request, RouteMatch route, IReadOnlyDictionary<string, string>? claims);

    /// <summary>Whether the body is handed on as it is, not in base64.</summary>
    protected abstract bool IsText(HttpRequest request);

    /// <summary>Writes what an event without a body has in its place.</summary>
    protected virtual void WriteNoBody(Utf8JsonWriter json)
    {
    }

    /// <summary>The client's headers with those that the gateway adds, by name; a client's own trace header has given way to ours.</summary>
    protected static IEnumerable<(string Name, IReadOnlyList<string> Values)> Headers(GatewayRequest request)
    {
        const string Forwarded = "X-Forwarded-For";
        var http = request.Context.Request;
        foreach (var (name, values) in http.Headers)
        {
            if (!name.Equals(TraceHeader.HttpName, StringComparison.OrdinalIgnoreCase)
                && !name.Equals(Forwarded, StringComparison.OrdinalIgnoreCase)
                && name.ToLowerInvariant() is not ("x-forwarded-port" or "x-forwarded-proto"))
            {
                yield return (name, [.. values.Select(value => value ?? "")]);
            }
        }

        var before = http.Headers[Forwarded];
        yield return (TraceHeader.HttpName, [request.TraceHeader]);
        yield return (Forwarded, [before.Count > 0 ? $"{string.Join(',', before.AsEnumerable())}, {request.ClientIp}" : request.ClientIp]);
        yield return ("X-Forwarded-Port", [(http.Host.Port ?? 80).ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        yield return ("X-Forwarded-Proto", ["http"]);
    }

    protected static void WriteTexts(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> texts)
    {
        json.WriteStartObject();
        foreach (var (name, value) in texts)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private async Task<bool> WriteBodyAsync(Utf8JsonWriter json, HttpRequest request, long maxBodyBytes, CancellationToken cancellationToken)
    {
        var isText = IsText(request);
        var length = 0L;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            var isFirst = length == 0;
            length += read.Buffer.Length;
            if (length > maxBodyBytes)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return false;
            }

            if (length > 0)
            {
                if (isFirst)
                {
                    json.WritePropertyName("body");
                }

                WriteSegments(json, read.Buffer, isText, read.IsCompleted);
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                if (length == 0)
                {
                    WriteNoBody(json);
                }

                json.WriteBoolean("isBase64Encoded", length > 0 && !isText);
                return true;
            }
        }
    }

    private static void WriteSegments(Utf8JsonWriter json, ReadOnlySequence<byte> body, bool isText, bool isLast)
    {
        foreach (var segment in body)
        {
            if (isText)
            {
                json.WriteStringValueSegment(segment.Span, isFinalSegment: false);
            }
            else
            {
                json.WriteBase64StringSegment(segment.Span, isFinalSegment: false);
            }
        }

        if (isLast && isText)
        {
            json.WriteStringValueSegment(ReadOnlySpan<byte>.Empty, isFinalSegment: true);
        }
        else if (isLast)
        {
            json.WriteBase64StringSegment([], isFinalSegment: true);
        }
    }
}
