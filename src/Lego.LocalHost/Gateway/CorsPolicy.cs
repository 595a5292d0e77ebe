namespace Lego.LocalHost.Gateway;

/// <summary>The gateway's part of CORS: it answers preflights, and lets a browser read the errors that it makes itself. Functions add their own.</summary>
public sealed class CorsPolicy(IEnumerable<string> origins)
{
    private const string Methods = "GET,POST,PUT,PATCH,DELETE,OPTIONS";
    private const string AllowedHeaders = "Content-Type,Authorization,X-Requested-With,X-Correlation-ID";

    public static readonly IReadOnlyList<string> DefaultOrigins = ["http://localhost:3002", "http://localhost:5173"];

    private readonly HashSet<string> _origins = [.. origins];

    public IReadOnlyCollection<string> Origins => _origins;

    /// <summary>Reads the list of <c>LEGO_CORS_ORIGINS</c>.</summary>
    public static CorsPolicy Parse(string? origins) =>
        new(string.IsNullOrWhiteSpace(origins)
            ? DefaultOrigins
            : origins.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    public void Allow(HttpContext context)
    {
        string? origin = context.Request.Headers.Origin;
        var headers = context.Response.Headers;
        headers.Vary = "Origin";
        if (origin is not null && _origins.Contains(origin))
        {
            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlAllowCredentials = "true";
        }
    }

    public void AnswerPreflight(HttpContext context)
    {
        Allow(context);
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlAllowHeaders = AllowedHeaders;
        headers.AccessControlMaxAge = "86400";
        context.Response.StatusCode = 200;
        context.Response.ContentLength = 0;
    }
}
