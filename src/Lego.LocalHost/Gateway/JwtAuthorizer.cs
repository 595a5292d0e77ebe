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

        return Read(Base64UrlEncoder.DecodeBytes(jwt.EncodedPayload));
    }

    /// <summary>The claims, or null when they are not for us or say two things under one name: who reads the first would see another user.</summary>
    private Dictionary<string, string>? Read(byte[] payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var claims = new Dictionary<string, string>();
            return IsForUs(document.RootElement) && document.RootElement.EnumerateObject().All(claim => claims.TryAdd(claim.Name, Text(claim.Value)))
                ? claims
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair, for one, is JSON but no text.
            return null;
        }
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
