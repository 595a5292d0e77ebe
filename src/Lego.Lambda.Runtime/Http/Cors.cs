namespace Lego.Lambda.Runtime.Http;

/// <summary>Which browsers may read an answer.</summary>
internal static class Cors
{
    internal static void AddHeaders(IDictionary<string, string> headers, string? origin, IReadOnlyList<string> allowed)
    {
        headers["Vary"] = "Origin";
        if (origin is not null && allowed.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            // The origin itself, never a wildcard: browsers refuse that one together with credentials.
            headers["Access-Control-Allow-Origin"] = origin;
            headers["Access-Control-Allow-Credentials"] = "true";
        }
    }
}
