using Lego.LocalHost.Hosting;
using Microsoft.Extensions.Primitives;

namespace Lego.LocalHost.Embedded.ObjectStore.Http;

/// <summary>The one CORS rule of every bucket: the application's origins, all request headers, ETag readable.</summary>
internal sealed class CorsRule(IReadOnlyList<string> origins)
{
    public const int MaxAgeSeconds = 3000;

    public static IReadOnlyList<string> Methods { get; } = ["GET", "PUT", "POST", "DELETE", "HEAD"];

    public IReadOnlyList<string> Origins => origins;

    /// <summary>Whether the request comes from no page at all, from one of an allowed origin or from this server's own.</summary>
    public bool IsKnown(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return LocalRequests.IsOwnOrigin(origin, request.Host.Value) || origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
    }

    public void AddHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Vary = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";
        var origin = context.Request.Headers.Origin.ToString();
        if (!Allows(origin, context.Request.Method)) return;
        Allow(headers, origin);
    }

    public void AnswerPreflight(HttpContext context)
    {
        var request = context.Request.Headers;
        var origin = request.Origin.ToString();
        var method = request.AccessControlRequestMethod.ToString();
        if (origin.Length == 0 || method.Length == 0)
        {
            throw new S3Exception(400, "BadRequest",
                "Insufficient information. Origin and Access-Control-Request-Method request headers are needed.");
        }

        if (!Allows(origin, method))
        {
            throw new S3Exception(403, "AccessForbidden", "CORSResponse: This CORS request is not allowed.", ("Method", method));
        }

        var headers = context.Response.Headers;
        headers.Vary = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";
        Allow(headers, origin);
        if (!StringValues.IsNullOrEmpty(request.AccessControlRequestHeaders))
        {
            headers.AccessControlAllowHeaders = request.AccessControlRequestHeaders;
        }

        headers.AccessControlMaxAge = $"{MaxAgeSeconds}";
        context.Response.StatusCode = StatusCodes.Status200OK;
    }

    private static void Allow(IHeaderDictionary headers, string origin)
    {
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlAllowCredentials = "true";
        headers.AccessControlAllowMethods = string.Join(", ", Methods);
        headers.AccessControlExposeHeaders = "ETag";
    }

    private bool Allows(string origin, string method) =>
        origins.Contains(origin, StringComparer.OrdinalIgnoreCase) && Methods.Contains(method, StringComparer.Ordinal);
}
