using System.Net;
using System.Text.Json;

namespace Lego.LocalHost.Tokens;

/// <summary>Sign-in and switches for this machine: <c>/_local</c>, and the issuer's well-known documents. None of it exists when deployed.</summary>
public sealed class LocalPages(TokenIssuer issuer, Func<IReadOnlyList<LocalService>> services, Func<Uri> gateway)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (!IsLocal(context))
        {
            context.Response.StatusCode = 403;
            return;
        }

        var path = (context.Request.Path.Value ?? "").TrimEnd('/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        switch (context.Request.Method, path)
        {
            case ("GET", ["_local"]):
                var page = new LocalPage(issuer, services(), gateway());
                await WriteAsync(context, "text/html; charset=utf-8", page.Render());
                break;
            case ("GET" or "POST", ["_local", "token"]):
                await WriteTokenAsync(context);
                break;
            case ("POST", ["_local", "services", var name, ("start" or "stop") and var action]):
                await SwitchAsync(context, name, action == "start");
                break;
            case ("GET", [".well-known", "jwks.json"]):
                await WriteJsonAsync(context, WriteKeySet);
                break;
            case ("GET", [".well-known", "openid-configuration"]):
                await WriteJsonAsync(context, WriteConfiguration);
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    /// <summary>The socket is loopback only; the names keep out pages of other sites that resolve their host to this machine.</summary>
    private static bool IsLocal(HttpContext context) =>
        (context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
        && IsLoopbackHost(context.Request.Host.Host)
        && (context.Request.Headers.Origin.ToString() is var origin
            && (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority == context.Request.Host.Value)));

    private static bool IsLoopbackHost(string host) => host is "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private async Task WriteTokenAsync(HttpContext context)
    {
        string? name = context.Request.Query["user"];
        if (SampleUser.Find(name ?? SampleUser.All[0].Name) is not { } user)
        {
            context.Response.StatusCode = 404;
            await WriteAsync(context, "text/plain; charset=utf-8", $"There is no user {name} here; try {string.Join(", ", SampleUser.All.Select(known => known.Name))}.\n");
            return;
        }

        var token = issuer.Issue(user);
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase))
        {
            await WriteJsonAsync(context, json =>
            {
                json.WriteString("access_token", token);
                json.WriteString("token_type", "Bearer");
                json.WriteNumber("expires_in", (int)TokenIssuer.Lifetime.TotalSeconds);
                json.WriteString("user", user.Name);
                json.WriteString("sub", user.Subject);
            });
            return;
        }

        await WriteAsync(context, "text/plain; charset=utf-8", token);
    }

    private async Task SwitchAsync(HttpContext context, string name, bool start)
    {
        if (services().FirstOrDefault(service => service.Name == name)?.Server is not { } server)
        {
            context.Response.StatusCode = 404;
            return;
        }

        await (start ? server.StartAsync(context.RequestAborted) : server.StopAsync(context.RequestAborted));
        context.Response.StatusCode = 303;
        context.Response.Headers.Location = "/_local";
    }

    private void WriteKeySet(Utf8JsonWriter json)
    {
        var (modulus, exponent) = issuer.PublicParameters();
        json.WriteStartArray("keys");
        json.WriteStartObject();
        json.WriteString("kty", "RSA");
        json.WriteString("use", "sig");
        json.WriteString("alg", "RS256");
        json.WriteString("kid", issuer.Key.KeyId);
        json.WriteString("n", modulus);
        json.WriteString("e", exponent);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteConfiguration(Utf8JsonWriter json)
    {
        json.WriteString("issuer", issuer.Issuer);
        json.WriteString("jwks_uri", new Uri(gateway(), "/.well-known/jwks.json").AbsoluteUri);
        json.WriteString("token_endpoint", new Uri(gateway(), "/_local/token").AbsoluteUri);
        json.WriteStartArray("id_token_signing_alg_values_supported");
        json.WriteStringValue("RS256");
        json.WriteEndArray();
    }

    private static async Task WriteJsonAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private static Task WriteAsync(HttpContext context, string contentType, string text)
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
