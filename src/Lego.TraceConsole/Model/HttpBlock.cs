using System.Text.Json;

namespace Lego.TraceConsole.Model;

public sealed record HttpBlock(string? Method, string? Url, string? UserAgent, string? ClientIp, int? Status, double? ContentLength)
{
    public static HttpBlock? Read(JsonElement entity)
    {
        if (entity.ObjectMember("http") is not { } http)
        {
            return null;
        }

        var request = http.ObjectMember("request") ?? default;
        var response = http.ObjectMember("response") ?? default;
        return new HttpBlock(
            request.Text("method"), request.Text("url"), request.Text("user_agent"), request.Text("client_ip"),
            response.Integer("status"), response.Number("content_length"));
    }

    /// <summary>The path of the URL without its query; text that is no URL is given back as it is.</summary>
    public string? Path
    {
        get
        {
            if (Url is null)
            {
                return null;
            }

            var start = Url.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? Url.IndexOf('/', scheme + 3) : 0;
            var path = start < 0 ? "/" : Url[start..];
            return path.IndexOfAny(['?', '#']) is var end and >= 0 ? path[..end] : path;
        }
    }
}
