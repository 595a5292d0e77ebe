using Amazon.Lambda.APIGatewayEvents;

namespace Lego.Lambda.Runtime.Http;

/// <summary>
/// Reads events in the form of payload format 2.0, whose members may all be missing. Source: API Gateway developer guide, payload format 2.0.
/// </summary>
internal static class HttpEvents
{
    internal static string? Header(APIGatewayHttpApiV2ProxyRequest request, string name)
    {
        // Cookies are no header in format 2.0, but they are one in the request.
        if (request.Cookies is { Length: > 0 } cookies && name.Equals("cookie", StringComparison.OrdinalIgnoreCase))
        {
            return string.Join("; ", cookies);
        }

        if (request.Headers is not { } headers)
        {
            return null;
        }

        // The gateway writes names in lower case; events made by hand may not.
        return headers.TryGetValue(name.ToLowerInvariant(), out var value)
            ? value
            : headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
    }

    internal static string? User(APIGatewayHttpApiV2ProxyRequest request) =>
        request.RequestContext?.Authorizer?.Jwt?.Claims is { } claims && claims.TryGetValue("sub", out var sub) && sub is { Length: > 0 }
            ? sub
            : null;

    internal static void Describe(APIGatewayHttpApiV2ProxyRequest request, InvocationDescription description, TimeProvider clock)
    {
        var context = request.RequestContext;
        description.CorrelationId = CorrelationIds.From(Header(request, CorrelationIds.Header), clock);
        description.UserId = User(request);
        description.Method = context?.Http?.Method;
        description.Path = Template(request);
        description.UserAgent = context?.Http?.UserAgent;
        description.SourceIp = context?.Http?.SourceIp;
        description.PathParameters = request.PathParameters;
        description.QueryStringParameters = request.QueryStringParameters;
        description.Headers = request.Headers;
        description.Host = HostWithoutPort(Header(request, "host") ?? context?.DomainName);
        description.UrlPath = request.RawPath;
        description.Url = Url(request);
    }

    private static string? HostWithoutPort(string? host)
    {
        var colon = host?.LastIndexOf(':') ?? -1;
        return colon <= 0 || host.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9') ? host : host![..colon];
    }

    /// <summary>The route without the method; for the catch-all route there is no template, and the raw path would have too many values.</summary>
    private static string? Template(APIGatewayHttpApiV2ProxyRequest request)
    {
        var key = request.RouteKey ?? request.RequestContext?.RouteKey;
        var blank = key?.IndexOf(' ', StringComparison.Ordinal) ?? -1;
        return blank < 0 ? key : key![(blank + 1)..];
    }

    private static string? Url(APIGatewayHttpApiV2ProxyRequest request)
    {
        // The path of the context has the stage of a REST API in it, as the client's URL has.
        if ((request.RequestContext?.Http?.Path ?? request.RawPath) is not { } path)
        {
            return null;
        }

        var host = Header(request, "host") ?? request.RequestContext?.DomainName ?? "localhost";
        var scheme = Header(request, "x-forwarded-proto") ?? "https";
        var query = string.IsNullOrEmpty(request.RawQueryString) ? "" : "?" + request.RawQueryString;
        return $"{scheme}://{host}{path}{query}";
    }
}
