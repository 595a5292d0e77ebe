using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>Reads a client's HTTP request. Source: OpenTelemetry semantic conventions 1.23, "HTTP client spans".</summary>
internal static class HttpConvention
{
    /// <summary>The request, or null where the activity is none.</summary>
    internal static DependencyCall? Describe(Activity activity)
    {
        // A method that the conventions do not know is told beside its stand-in.
        var method = activity.Text("http.request.method_original") ?? activity.Text("http.request.method", "http.method");
        if (method is null)
        {
            return null;
        }

        var url = activity.Text("url.full", "http.url");
        return new DependencyCall
        {
            Kind = DependencyKind.Http,
            Name = NodeOf(activity, url),
            HttpMethod = method,
            HttpUrl = url,
            HttpStatus = activity.Number("http.response.status_code", "http.status_code"),
            ContentLength = activity.Number("http.response.body.size"),
        };
    }

    /// <summary>The host of a URL, with its port where that is not the scheme's own; null where there is none.</summary>
    internal static string? HostOf(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.IdnHost.Length > 0
        ? WithPort(parsed.IdnHost, parsed.IsDefaultPort ? null : parsed.Port)
        : null;

    /// <summary>
    /// The node's name. A port that is not the scheme's own belongs to it: behind one host name, <c>localhost</c> above all, several servers
    /// listen, and a server's port is as constant as its name.
    /// </summary>
    private static string NodeOf(Activity activity, string? url)
    {
        if (activity.Text("server.address", "net.peer.name") is not { } host)
        {
            return HostOf(url) ?? activity.OperationName;
        }

        var port = activity.Number("server.port", "net.peer.port");
        var standard = url?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true ? 80 : 443;
        return WithPort(host, port == standard ? null : port);
    }

    private static string WithPort(string host, int? port) => port is null ? host : $"{host}:{port}";
}
