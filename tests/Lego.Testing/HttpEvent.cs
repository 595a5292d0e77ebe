using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Testing;

namespace Lego.Testing;

/// <summary>Events of <see cref="TestEvents"/> from parameters by name, also such as no gateway sends.</summary>
public static class HttpEvent
{
    public static APIGatewayHttpApiV2ProxyRequest Create(
        string routeKey,
        string? userId = "user-1",
        string? body = null,
        IDictionary<string, string>? path = null,
        IDictionary<string, string>? query = null,
        Dictionary<string, string>? headers = null,
        bool isBase64Encoded = false)
    {
        var rawPath = (path ?? new Dictionary<string, string>()).Aggregate(
            routeKey[(routeKey.IndexOf(' ', StringComparison.Ordinal) + 1)..],
            (url, pair) => url.Replace("{" + pair.Key + "}", Uri.EscapeDataString(pair.Value), StringComparison.Ordinal));
        var rawQuery = string.Join('&', (query ?? new Dictionary<string, string>()).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        var request = TestEvents.Http(routeKey, rawQuery.Length == 0 ? rawPath : $"{rawPath}?{rawQuery}", body, userId, headers);
        request.PathParameters = path;
        request.IsBase64Encoded = isBase64Encoded;
        return request;
    }
}
