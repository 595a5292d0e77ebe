using System.Net;

namespace Lego.LocalHost.Hosting;

/// <summary>
/// Tells requests of this machine's programs and pages from those of other sites. The sockets are loopback only, but a page of any site can
/// make a browser on this machine send requests to them, also under a host name of its own that resolves to 127.0.0.1.
/// </summary>
internal static class LocalRequests
{
    private const string FetchSite = "Sec-Fetch-Site";
    private const string FetchMode = "Sec-Fetch-Mode";
    private const string FetchTarget = "Sec-Fetch-Dest";

    /// <summary>Whether the request comes from a program or from a page of the same origin. Programs send none of the headers of browsers.</summary>
    /// <param name="context">The request.</param>
    /// <param name="fromLinks">True where a person may come from any page by a link, which lets that page read nothing.</param>
    public static bool IsLocal(HttpContext context, bool fromLinks = false)
    {
        var request = context.Request;
        return (context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
            && IsLoopbackName(request.Host.Host)
            && IsOwnOrigin(request.Headers.Origin.ToString(), request.Host.Value)
            && (request.Headers[FetchSite].ToString() is "" or "same-origin" or "none" || (fromLinks && IsLink(request)));
    }

    /// <summary>Whether a host name can only mean this machine, as one that somebody else's name server answers for cannot.</summary>
    public static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Whether a request comes from no page, or from one under the same host and port.</summary>
    public static bool IsOwnOrigin(string origin, string? host) =>
        origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority.Equals(host, StringComparison.OrdinalIgnoreCase));

    private static bool IsLink(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers[FetchMode] == "navigate" && request.Headers[FetchTarget] == "document";
}
