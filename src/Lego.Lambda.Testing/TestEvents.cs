using Amazon.Lambda.APIGatewayEvents;

namespace Lego.Lambda.Testing;

/// <summary>Events as the services make them. They are plain objects: change what else a test needs.</summary>
public static partial class TestEvents
{
    private const string AccountId = "123456789012";
    private const string SourceIp = "203.0.113.7";
    private const string UserAgent = "test/1.0";

    /// <summary>An HTTP API event, payload format 2.0.</summary>
    /// <param name="routeKey">Method and route template, for example <c>GET /api/hello/{name}</c>.</param>
    /// <param name="url">
    /// Path and query as a caller writes them, percent-encoded, for example <c>/api/hello/Ada?loud=true</c>; the path parameters are read
    /// from it. Null for a route without parameters.
    /// </param>
    /// <param name="body">The body; its type is <c>application/json</c> unless <paramref name="headers"/> say otherwise.</param>
    /// <param name="user">The signed-in user, claim <c>sub</c>; null for a caller without a token.</param>
    /// <param name="headers">Headers beside <c>host</c>, <c>user-agent</c> and <c>x-forwarded-proto</c>; the gateway writes names in lower case.</param>
    /// <exception cref="ArgumentException">The route key is not a method and a path, or the URL does not fit it.</exception>
    public static APIGatewayHttpApiV2ProxyRequest Http(
        string routeKey,
        string? url = null,
        string? body = null,
        string? user = "user-1",
        Dictionary<string, string>? headers = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(routeKey);
        var route = HttpRoute.Parse(routeKey);
        var (path, query) = route.Split(url);
        var request = new APIGatewayHttpApiV2ProxyRequest
        {
            Version = "2.0",
            RouteKey = routeKey,
            RawPath = Uri.UnescapeDataString(path),
            RawQueryString = query,
            Headers = Headers(body is null ? null : "application/json", headers),
            QueryStringParameters = HttpRoute.ReadQuery(query),
            PathParameters = route.ReadParameters(path),
            Body = body,
        };
        request.RequestContext = Context(request, route.Method, user);
        return request;
    }

    /// <summary>An HTTP API event with a body of bytes, which the gateway hands over in base64.</summary>
    /// <param name="routeKey">Method and route template.</param>
    /// <param name="url">Path and query as a caller writes them; null for a route without parameters.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its type, for example <c>multipart/form-data; boundary=x</c>.</param>
    /// <param name="user">The signed-in user, claim <c>sub</c>; null for a caller without a token.</param>
    /// <param name="headers">Further headers.</param>
    /// <exception cref="ArgumentException">The route key is not a method and a path, or the URL does not fit it.</exception>
    public static APIGatewayHttpApiV2ProxyRequest Http(
        string routeKey,
        string? url,
        byte[] body,
        string contentType,
        string? user = "user-1",
        Dictionary<string, string>? headers = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        var request = Http(routeKey, url, Convert.ToBase64String(body), user);
        request.IsBase64Encoded = true;
        request.Headers = Headers(contentType, headers);
        return request;
    }

    private static Dictionary<string, string> Headers(string? contentType, Dictionary<string, string>? more)
    {
        var headers = new Dictionary<string, string>
        {
            ["host"] = "api.example.com",
            ["user-agent"] = UserAgent,
            ["x-forwarded-proto"] = "https",
        };
        if (contentType is not null)
        {
            headers["content-type"] = contentType;
        }

        foreach (var (name, value) in more ?? [])
        {
            headers[name.ToLowerInvariant()] = value;
        }

        return headers;
    }

    private static APIGatewayHttpApiV2ProxyRequest.ProxyRequestContext Context(
        APIGatewayHttpApiV2ProxyRequest request, string method, string? user) => new()
        {
            AccountId = AccountId,
            ApiId = "test",
            DomainName = request.Headers["host"],
            RouteKey = request.RouteKey,
            Stage = "$default",
            RequestId = Guid.NewGuid().ToString("N"),
            Http = new APIGatewayHttpApiV2ProxyRequest.HttpDescription
            {
                Method = method,
                Path = request.RawPath,
                Protocol = "HTTP/1.1",
                SourceIp = SourceIp,
                UserAgent = request.Headers["user-agent"],
            },
            Authorizer = user is null ? null : new APIGatewayHttpApiV2ProxyRequest.AuthorizerDescription
            {
                Jwt = new APIGatewayHttpApiV2ProxyRequest.AuthorizerDescription.JwtDescription
                {
                    Claims = new Dictionary<string, string> { ["sub"] = user },
                },
            },
        };
}
