using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Lego.LocalHost.Gateway;

/// <summary>The JWT authorizer of an HTTP API: RS256 with a known key id, issuer, audience (or client id), and the times.</summary>
public sealed class JwtAuthorizer
{
    private readonly JsonWebTokenHandler _handler = new();
    private readonly TokenValidationParameters _parameters;
    private readonly string _audience;

    public JwtAuthorizer(string issuer, string audience, RsaSecurityKey key, TimeProvider clock)
    {
        _audience = audience;
        _parameters = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidIssuer = issuer,
            // A token that names no key, or another one, has none here; the library alone would try them all.
            IssuerSigningKeyResolver = (_, _, keyId, _) => keyId == key.KeyId ? [key] : [],
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            // Checked below: access tokens carry client_id in place of aud.
            ValidateAudience = false,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                return now < expires && (notBefore is null || notBefore <= now);
            },
        };
    }

    /// <summary>Returns the claims as the event shows them, or null when the request must be refused.</summary>
    public async Task<IReadOnlyDictionary<string, string>?> AuthorizeAsync(string? authorization)
    {
        const string Scheme = "Bearer ";
        var token = authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? authorization[Scheme.Length..] : authorization;
        if (string.IsNullOrWhiteSpace(token))
        {
            return null;
        }

        var result = await _handler.ValidateTokenAsync(token.Trim(), _parameters);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt)
        {
            return null;
        }

        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(jwt.EncodedPayload));
        return IsForUs(payload.RootElement)
            ? payload.RootElement.EnumerateObject().ToDictionary(claim => claim.Name, claim => Text(claim.Value))
            : null;
    }

    private bool IsForUs(JsonElement claims) =>
        claims.TryGetProperty("aud", out var audience)
            ? audience.ValueKind == JsonValueKind.Array
                ? audience.EnumerateArray().Any(IsAudience)
                : IsAudience(audience)
            : claims.TryGetProperty("client_id", out var client) && IsAudience(client);

    private bool IsAudience(JsonElement value) => value.ValueKind == JsonValueKind.String && value.ValueEquals(_audience);

    /// <summary>Every claim becomes a string; lists are written in brackets with blanks between.</summary>
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => new StringBuilder("[").AppendJoin(' ', value.EnumerateArray().Select(Text)).Append(']').ToString(),
        _ => value.GetRawText(),
    };
}
