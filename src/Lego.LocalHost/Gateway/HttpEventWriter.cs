using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Lego.LocalHost.Gateway;

/// <summary>
/// Writes payload format 2.0.
/// Format: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
/// </summary>
internal sealed class HttpEventWriter(string accountId) : EventWriter
{
    private const string ApiId = "local";

    protected override bool IsText(HttpRequest request) => TextContent.IsText(request.ContentType, request.Headers.ContentEncoding);

    protected override void WriteMembers(
        Utf8JsonWriter json, GatewayRequest request, RouteMatch route, IReadOnlyDictionary<string, string>? claims)
    {
        json.WriteString("version", "2.0");
        json.WriteString("routeKey", route.Function.RouteKey);
        json.WriteString("rawPath", request.DecodedPath);
        json.WriteString("rawQueryString", request.RawQuery);
        WriteHeaders(json, request);
        var query = QueryHelpers.ParseQuery(request.RawQuery);
        if (query.Count > 0)
        {
            json.WritePropertyName("queryStringParameters");
            WriteTexts(json, query.Select(pair => KeyValuePair.Create(pair.Key, string.Join(',', pair.Value.AsEnumerable()))));
        }

        WriteContext(json, request, route, claims);
        if (route.Parameters.Count > 0)
        {
            json.WritePropertyName("pathParameters");
            WriteTexts(json, route.Parameters);
        }
    }

    private static void WriteHeaders(Utf8JsonWriter json, GatewayRequest request)
    {
        var cookies = request.Context.Request.Headers.Cookie
            .SelectMany(line => (line ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        if (cookies.Count > 0)
        {
            json.WriteStartArray("cookies");
            cookies.ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }

        json.WritePropertyName("headers");
        WriteTexts(
            json,
            Headers(request)
                .Select(header => KeyValuePair.Create(header.Name.ToLowerInvariant(), string.Join(',', header.Values)))
                .Where(header => header.Key != "cookie")
                .OrderBy(header => header.Key, StringComparer.Ordinal));
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
            json.WritePropertyName("claims");
            WriteTexts(json, claims);
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
}
