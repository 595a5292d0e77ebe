using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lego.Demo;

/// <summary>Someone who is signed in.</summary>
/// <param name="Subject">Id of the user: the claim <c>sub</c>.</param>
/// <param name="Token">The bearer token.</param>
public sealed record DemoUser(string Subject, string Token)
{
    /// <summary>The user that a token is for. The token is not checked: the API does that.</summary>
    /// <exception cref="DemoException">It is no JSON web token, or it names no user.</exception>
    public static DemoUser Of(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        try
        {
            var parts = token.Split('.');
            if (parts.Length == 3
                && (string?)JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))?["sub"] is { Length: > 0 } subject)
            {
                return new DemoUser(subject, token);
            }
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            // Told below, without the token.
        }

        throw new DemoException("The bearer token is no JSON web token with the claim sub.");
    }

    /// <summary>Signs in at the local host, which gives a token to whoever asks.</summary>
    /// <param name="gateway">The local host's gateway.</param>
    /// <param name="name">Name of one of its users, for example <c>ada</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">No local host answers there, or it has no such user.</exception>
    public static async Task<DemoUser> SignInLocallyAsync(Uri gateway, string name, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        return Of((await http.GetStringAsync(new Uri(gateway, "/_local/token?user=" + name), cancellationToken)).Trim());
    }

    /// <summary>Leaves the token out.</summary>
    public override string ToString() => $"{nameof(DemoUser)} {{ Subject = {Subject} }}";
}
