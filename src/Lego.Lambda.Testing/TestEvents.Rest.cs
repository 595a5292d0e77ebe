using Amazon.Lambda.APIGatewayEvents;

namespace Lego.Lambda.Testing;

/// <content>Events of a REST API.</content>
public static partial class TestEvents
{
    private const string RestStage = "test";

    /// <summary>A REST API event, payload format 1.0, of a stage without binary media types.</summary>
    /// <param name="routeKey">Method and resource, for example <c>GET /api/hello/{name}</c>.</param>
    /// <param name="url">
    /// Path and query as a caller writes them, percent-encoded and without the stage, for example <c>/api/hello/Ada?loud=true</c>; the path
    /// parameters are read from it and stay encoded, as a REST API leaves them. Null for a route without parameters.
    /// </param>
    /// <param name="body">The body; its type is <c>application/json</c> unless <paramref name="headers"/> say otherwise.</param>
    /// <param name="user">The signed-in user, claim <c>sub</c> of a Cognito authorizer; null for a caller without a token.</param>
    /// <param name="headers">
    /// Headers beside <c>Host</c>, <c>User-Agent</c> and <c>X-Forwarded-Proto</c>; names keep their case, which counts only for being the same.
    /// </param>
    /// <exception cref="ArgumentException">The route key is not a method and a path, or the URL does not fit it.</exception>
    public static APIGatewayProxyRequest Rest(
        string routeKey,
        string? url = null,
        string? body = null,
        string? user = "user-1",
        Dictionary<string, string>? headers = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(routeKey);
        var route = HttpRoute.Parse(routeKey);
        var (path, query) = route.Split(url);
        var parameters = HttpRoute.ReadQueryLists(query);
        var all = RestHeaders(body is null ? null : "application/json", headers);
        return new APIGatewayProxyRequest
        {
            Resource = route.Template,
            Path = path,
            HttpMethod = route.Method,
            Headers = all,
            MultiValueHeaders = all.ToDictionary(header => header.Key, header => (IList<string>)[header.Value]),
            QueryStringParameters = parameters?.ToDictionary(pair => pair.Key, pair => pair.Value[^1]),
            MultiValueQueryStringParameters = parameters,
            PathParameters = route.ReadParameters(path, isDecoded: false),
            RequestContext = RestContext(route, path, all, user),
            Body = body,
        };
    }

    /// <summary>
    /// A REST API event with a body of bytes, which a stage with binary media types hands over in base64. With <c>*/*</c>, which file
    /// uploads need, it does so with every body, JSON too.
    /// </summary>
    /// <param name="routeKey">Method and resource.</param>
    /// <param name="url">Path and query as a caller writes them; null for a route without parameters.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its type, for example <c>multipart/form-data; boundary=x</c>.</param>
    /// <param name="user">The signed-in user, claim <c>sub</c>; null for a caller without a token.</param>
    /// <param name="headers">Further headers.</param>
    /// <exception cref="ArgumentException">The route key is not a method and a path, or the URL does not fit it.</exception>
    public static APIGatewayProxyRequest Rest(
        string routeKey,
        string? url,
        byte[] body,
        string contentType,
        string? user = "user-1",
        Dictionary<string, string>? headers = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        var all = new Dictionary<string, string>(headers ?? [], StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = contentType };
        var request = Rest(routeKey, url, Convert.ToBase64String(body), user, all);
        request.IsBase64Encoded = true;
        return request;
    }

    private static Dictionary<string, string> RestHeaders(string? contentType, Dictionary<string, string>? more)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Host"] = "api.example.com",
            ["User-Agent"] = UserAgent,
            ["X-Forwarded-Proto"] = "https",
        };
        if (contentType is not null)
        {
            headers["Content-Type"] = contentType;
        }

        foreach (var (name, value) in more ?? [])
        {
            headers[name] = value;
        }

        return headers;
    }

    private static APIGatewayProxyRequest.ProxyRequestContext RestContext(
        HttpRoute route, string path, Dictionary<string, string> headers, string? user) => new()
        {
            AccountId = AccountId,
            ApiId = "test",
            Stage = RestStage,
            Path = $"/{RestStage}{path}",
            ResourceId = "resource",
            ResourcePath = route.Template,
            HttpMethod = route.Method,
            RequestId = Guid.NewGuid().ToString(),
            DomainName = headers["Host"],
            DomainPrefix = headers["Host"].Split('.')[0],
            Identity = new APIGatewayProxyRequest.RequestIdentity { SourceIp = SourceIp, UserAgent = headers["User-Agent"] },
            Authorizer = user is null ? null : Authorizer(new Dictionary<string, string> { ["sub"] = user }),
        };

    /// <summary>The claims are the same object in both places: what a test adds to one of them is in the event.</summary>
    private static APIGatewayCustomAuthorizerContext Authorizer(Dictionary<string, string> claims) =>
        new() { ["claims"] = claims, Claims = claims };
}
