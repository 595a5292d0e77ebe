using Amazon.Lambda.APIGatewayEvents;

namespace Lego.Testing;

/// <summary>Events as the HTTP API makes them.</summary>
public static class HttpEvent
{
    public static APIGatewayHttpApiV2ProxyRequest Create(
        string routeKey,
        string? userId = "user-1",
        string? body = null,
        IDictionary<string, string>? path = null,
        IDictionary<string, string>? query = null,
        IDictionary<string, string>? headers = null,
        bool isBase64Encoded = false)
    {
        var parts = routeKey.Split(' ');
        var rawPath = (path ?? new Dictionary<string, string>()).Aggregate(parts[1], (url, pair) => url.Replace("{" + pair.Key + "}", pair.Value, StringComparison.Ordinal));
        var all = new Dictionary<string, string> { ["host"] = "api.example.com", ["user-agent"] = "test/1.0", ["x-forwarded-proto"] = "https" };
        if (body is not null && headers?.ContainsKey("content-type") != true)
        {
            all["content-type"] = "application/json";
        }

        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            all[name] = value;
        }

        return new APIGatewayHttpApiV2ProxyRequest
        {
            Version = "2.0",
            RouteKey = routeKey,
            RawPath = rawPath,
            RawQueryString = string.Join('&', (query ?? new Dictionary<string, string>()).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}")),
            Headers = all,
            QueryStringParameters = query,
            PathParameters = path,
            Body = body,
            IsBase64Encoded = isBase64Encoded,
            RequestContext = new APIGatewayHttpApiV2ProxyRequest.ProxyRequestContext
            {
                RouteKey = routeKey,
                RequestId = Guid.NewGuid().ToString("N"),
                Http = new APIGatewayHttpApiV2ProxyRequest.HttpDescription
                {
                    Method = parts[0],
                    Path = rawPath,
                    Protocol = "HTTP/1.1",
                    SourceIp = "203.0.113.7",
                    UserAgent = "test/1.0",
                },
                Authorizer = userId is null ? null : new APIGatewayHttpApiV2ProxyRequest.AuthorizerDescription
                {
                    Jwt = new APIGatewayHttpApiV2ProxyRequest.AuthorizerDescription.JwtDescription
                    {
                        Claims = new Dictionary<string, string> { ["sub"] = userId },
                    },
                },
            },
        };
    }
}
