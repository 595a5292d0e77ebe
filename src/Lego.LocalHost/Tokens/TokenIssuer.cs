using System.Security.Claims;
using System.Security.Cryptography;
using Lego.LocalHost.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Lego.LocalHost.Tokens;

/// <summary>Issues tokens for this machine only, signed with a key that was generated into the data folder.</summary>
public sealed class TokenIssuer : IDisposable
{
    public const string DefaultAudience = "lego-local";
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly RSA _rsa;
    private readonly TimeProvider _clock;
    private readonly SigningCredentials _credentials;

    private TokenIssuer(RSA rsa, string issuer, string audience, TimeProvider clock)
    {
        _rsa = rsa;
        _clock = clock;
        Issuer = issuer;
        Audience = audience;
        var key = new RsaSecurityKey(rsa) { KeyId = Base64UrlEncoder.Encode(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()))[..16] };
        // The library's cache of signers would keep this key in use after its disposal.
        key.CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false };
        Key = key;
        _credentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256);
    }

    public string Issuer { get; }

    public string Audience { get; }

    /// <summary>The key that the gateway checks signatures with.</summary>
    public RsaSecurityKey Key { get; }

    public static async Task<TokenIssuer> OpenAsync(
        string dataFolder, string issuer, TimeProvider clock, CancellationToken cancellationToken, string audience = DefaultAudience)
    {
        Directory.CreateDirectory(dataFolder);
        var path = Path.Combine(dataFolder, "signing-key.pem");
        var rsa = RSA.Create(2048);
        if (File.Exists(path))
        {
            rsa.ImportFromPem(await File.ReadAllTextAsync(path, cancellationToken));
        }
        else
        {
            await PrivateFile.WriteAsync(path, rsa.ExportPkcs8PrivateKeyPem(), cancellationToken);
        }

        return new TokenIssuer(rsa, issuer, audience, clock);
    }

    public string Issue(SampleUser user)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Subject = new ClaimsIdentity(
            [
                new Claim("sub", user.Subject),
                new Claim("email", user.Email),
                new Claim("name", user.Name),
                new Claim("token_use", "id"),
            ]),
            SigningCredentials = _credentials,
        });
    }

    /// <summary>Modulus and exponent of the public key, as a key set writes them.</summary>
    public (string Modulus, string Exponent) PublicParameters()
    {
        var parameters = _rsa.ExportParameters(includePrivateParameters: false);
        return (Base64UrlEncoder.Encode(parameters.Modulus), Base64UrlEncoder.Encode(parameters.Exponent));
    }

    public void Dispose() => _rsa.Dispose();
}
