using System.Text.Json;
using Lego.LocalHost.Hosting;

namespace Lego.LocalHost.Tokens;

/// <summary>Sign-in and switches for this machine: <c>/_local</c>, and the issuer's well-known documents. None of it exists when deployed.</summary>
public sealed class LocalPages(TokenIssuer issuer, Func<IReadOnlyList<LocalService>> services, Func<Uri> gateway)
{
    public async Task HandleAsync(HttpContext context)
    {
        // Links lead here from the trace console, which is another origin.
        if (!LocalRequests.IsLocal(context, fromLinks: true))
        {
            context.Response.StatusCode = 403;
            return;
        }

        AddHeaders(context.Response.Headers);
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

    /// <summary>The page holds tokens and switches: no other page may show it in a frame, and no browser keeps it.</summary>
    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        // With "no-referrer" browsers say of the page's own forms that they come from nowhere, as they do of those of other pages.
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

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
