using System.Net;
using System.Text;

namespace Lego.LocalHost.Tokens;

/// <summary>The page at <c>/_local</c>: who to be, what runs where, and what to stop to see how the functions take it.</summary>
internal sealed class LocalPage(TokenIssuer issuer, IReadOnlyList<LocalService> services, Uri gateway)
{
    private const string Head = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Local development only</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        .warning { background: #b3261e; color: #fff; padding: .6rem 1rem; border-radius: .5rem; }
        table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #8884; }
        form { display: inline; } pre { white-space: pre-wrap; word-break: break-all; background: #8882; padding: .6rem; border-radius: .5rem; }
        </style></head><body>
        <h1>MOC API on this machine</h1>
        <p class="warning"><strong>Local development only.</strong> Whoever can open this page can be any of the users below.</p>
        """;

    public string Render()
    {
        var html = new StringBuilder(Head).Append("<h2>What runs where</h2><table><tr><th>Service<th>Where<th>State<th>");
        foreach (var service in services)
        {
            AppendService(html, service);
        }

        html.Append("</table><h2>Sign in</h2>");
        foreach (var user in SampleUser.All)
        {
            AppendUser(html, user);
        }

        return html.Append("</body></html>").ToString();
    }

    public static string CurlLine(Uri gateway, string token) => $"curl -s -H 'Authorization: Bearer {token}' {new Uri(gateway, "/api/mocs")}";

    private static void AppendService(StringBuilder html, LocalService service)
    {
        var where = Encode(service.Where);
        html.Append("<tr><td>").Append(Encode(service.Name)).Append("<td>")
            .Append(service.Link is { } link ? $"<a href=\"{Encode(link.AbsoluteUri)}\">{where}</a>" : where);
        if (service.Server is not { } server)
        {
            html.Append("<td>running<td>");
            return;
        }

        var (state, action, label) = server.IsRunning ? ("running", "stop", "Stop") : ("stopped", "start", "Start");
        html.Append("<td>").Append(state).Append("<td><form method=\"post\" action=\"/_local/services/")
            .Append(Encode(service.Name)).Append('/').Append(action).Append("\"><button>").Append(label).Append("</button></form>");
    }

    private void AppendUser(StringBuilder html, SampleUser user)
    {
        var token = issuer.Issue(user);
        html.Append("<h3>").Append(Encode(user.Name)).Append("</h3><p>").Append(Encode(user.Email)).Append(", <code>sub</code> ")
            .Append(Encode(user.Subject)).Append(", <a href=\"/_local/token?user=").Append(Encode(user.Name)).Append("\">token as text</a></p><pre>")
            .Append(Encode(CurlLine(gateway, token))).Append("</pre>");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
