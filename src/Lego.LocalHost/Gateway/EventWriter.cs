using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lego.Lambda.Runtime.Tracing;
using Microsoft.AspNetCore.WebUtilities;

namespace Lego.LocalHost.Gateway;

/// <summary>
/// Writes the event of payload format 2.0. The request body goes from the connection's buffers straight into the JSON, encoded on the way.
/// Format: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
/// </summary>
internal sealed class EventWriter(string accountId)
{
    private const string ApiId = "local";
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
        json.WriteString("version", "2.0");
        json.WriteString("routeKey", route.Function.RouteKey);
        json.WriteString("rawPath", request.DecodedPath);
        json.WriteString("rawQueryString", request.RawQuery);
        WriteHeaders(json, request);
        WriteQuery(json, request.RawQuery);
        WriteContext(json, request, route, claims);
        if (route.Parameters.Count > 0)
        {
            json.WriteStartObject("pathParameters");
            foreach (var (name, value) in route.Parameters)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        if (!await WriteBodyAsync(json, request.Context.Request, maxBodyBytes, cancellationToken))
        {
            return null;
        }

        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        return buffer.WrittenMemory;
    }

    private static void WriteHeaders(Utf8JsonWriter json, GatewayRequest request)
    {
        var headers = request.Context.Request.Headers;
        var cookies = headers.Cookie
            .SelectMany(line => (line ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        if (cookies.Count > 0)
        {
            json.WriteStartArray("cookies");
            cookies.ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }

        var own = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [TraceHeader.HttpName.ToLowerInvariant()] = request.TraceHeader,
            ["x-forwarded-port"] = (request.Context.Request.Host.Port ?? 80).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["x-forwarded-proto"] = "http",
        };
        foreach (var (name, values) in headers)
        {
            var lower = name.ToLowerInvariant();
            if (lower is not "cookie")
            {
                own.TryAdd(lower, string.Join(',', values.AsEnumerable()));
            }
        }

        own["x-forwarded-for"] = own.TryGetValue("x-forwarded-for", out var before) ? $"{before}, {request.ClientIp}" : request.ClientIp;
        json.WriteStartObject("headers");
        foreach (var (name, value) in own)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteQuery(Utf8JsonWriter json, string rawQuery)
    {
        var query = QueryHelpers.ParseQuery(rawQuery);
        if (query.Count == 0)
        {
            return;
        }

        json.WriteStartObject("queryStringParameters");
        foreach (var (name, values) in query)
        {
            json.WriteString(name, string.Join(',', values.AsEnumerable()));
        }

        json.WriteEndObject();
    }

    private void WriteContext(Utf8JsonWriter json, GatewayRequest request, RouteMatch route, IReadOnlyDictionary<string, string>? claims)
    {
        var host = request.Context.Request.Host.Host;
        json.WriteStartObject("requestContext");
        json.WriteString("accountId", accountId);
        json.WriteString("apiId", ApiId);
        if (claims is not null)
        {
            json.WriteStartObject("authorizer");
            json.WriteStartObject("jwt");
            json.WriteStartObject("claims");
            foreach (var (name, value) in claims)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteNull("scopes");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteString("domainName", host);
        json.WriteString("domainPrefix", host.Split('.')[0]);
        json.WriteStartObject("http");
        json.WriteString("method", request.Method);
        json.WriteString("path", request.DecodedPath);
        json.WriteString("protocol", request.Protocol);
        json.WriteString("sourceIp", request.ClientIp);
        json.WriteString("userAgent", request.UserAgent ?? "");
        json.WriteEndObject();
        json.WriteString("requestId", request.RequestId);
        json.WriteString("routeKey", route.Function.RouteKey);
        json.WriteString("stage", "$default");
        json.WriteString("time", request.TimeText);
        json.WriteNumber("timeEpoch", request.Time.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }

    private static async Task<bool> WriteBodyAsync(Utf8JsonWriter json, HttpRequest request, long maxBodyBytes, CancellationToken cancellationToken)
    {
        var isText = TextContent.IsText(request.ContentType, request.Headers.ContentEncoding);
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
