using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Lego.LocalHost.Tests.Attacks;

/// <summary>Makes tokens that look like those of an issuer and are not, or are and must not count.</summary>
internal sealed class TokenForge(string issuer, string audience, RsaSecurityKey key) : IDisposable
{
    private const string Victim = "a0a0a0a0-0000-4000-8000-000000000001";

    private readonly RSA _strangers = RSA.Create(2048);
    private readonly long _now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Every forged token by what is wrong with it.</summary>
    public IEnumerable<(string Name, string Token)> All() =>
        [.. Algorithms(), .. Headers(), .. Times(), .. Audiences(), .. Duplicates(), .. Shapes()];

    /// <summary>A token that counts.</summary>
    public string Good() => Sign(Claims());

    public void Dispose() => _strangers.Dispose();

    private IEnumerable<(string Name, string Token)> Algorithms()
    {
        foreach (var algorithm in new[] { "none", "None", "NONE", "nOnE", "none ", "", "RS256\u0000" })
        {
            var content = Content(Header(algorithm), Claims());
            yield return ($"alg '{algorithm}' without a signature", content + ".");
            yield return ($"alg '{algorithm}' with a good token's signature", content + "." + Good().Split('.')[2]);
        }

        yield return ("no alg", Content(new JsonObject { ["typ"] = "JWT", ["kid"] = key.KeyId }, Claims()) + ".");
        foreach (var (name, secret) in Secrets())
        {
            foreach (var (algorithm, hash) in new (string, Func<byte[], byte[], byte[]>)[]
            {
                ("HS256", HMACSHA256.HashData), ("HS384", HMACSHA384.HashData), ("HS512", HMACSHA512.HashData),
            })
            {
                var content = Content(Header(algorithm), Claims());
                yield return ($"{algorithm} with {name}", $"{content}.{Base64UrlEncoder.Encode(hash(secret, Encoding.ASCII.GetBytes(content)))}");
            }
        }

        foreach (var (algorithm, hash, padding) in new[]
        {
            ("RS384", HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1), ("RS512", HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            ("PS256", HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        })
        {
            var content = Content(Header(algorithm), Claims());
            yield return ($"{algorithm} with the right key", $"{content}.{Base64UrlEncoder.Encode(key.Rsa.SignData(Encoding.ASCII.GetBytes(content), hash, padding))}");
        }
    }

    private IEnumerable<(string Name, byte[] Secret)> Secrets()
    {
        yield return ("the public key", key.Rsa.ExportSubjectPublicKeyInfo());
        yield return ("the public key's PEM", Encoding.ASCII.GetBytes(key.Rsa.ExportSubjectPublicKeyInfoPem()));
        yield return ("the PKCS 1 PEM", Encoding.ASCII.GetBytes(key.Rsa.ExportRSAPublicKeyPem()));
        yield return ("the modulus", key.Rsa.ExportParameters(includePrivateParameters: false).Modulus!);
        yield return ("an empty secret", []);
    }

    private IEnumerable<(string Name, string Token)> Headers()
    {
        var own = _strangers.ExportParameters(includePrivateParameters: false);
        var jwk = new JsonObject
        {
            ["kty"] = "RSA", ["kid"] = key.KeyId, ["n"] = Base64UrlEncoder.Encode(own.Modulus), ["e"] = Base64UrlEncoder.Encode(own.Exponent),
        };
        yield return ("a stranger's key under our key id", Sign(Claims(), Header(), _strangers));
        yield return ("a key in the header", Sign(Claims(), With(Header(), "jwk", jwk.DeepClone()), _strangers));
        yield return ("a key in the header and no id", Sign(Claims(), With(new JsonObject { ["alg"] = "RS256" }, "jwk", jwk), _strangers));
        foreach (var name in new[] { "jku", "x5u" })
        {
            yield return ($"{name} of a stranger", Sign(Claims(), With(Header(), name, "http://127.0.0.1:9/keys.json"), _strangers));
        }

        yield return ("x5c of a stranger", Sign(Claims(), With(Header(), "x5c", new JsonArray(Convert.ToBase64String(_strangers.ExportSubjectPublicKeyInfo()))), _strangers));
        foreach (var id in new[] { "../../../dev/null", "' or 1=1 --", "", "*", key.KeyId.ToUpperInvariant() + "x" })
        {
            yield return ($"key id '{id}'", Sign(Claims(), With(Header(), "kid", id)));
        }

        yield return ("an encrypted token's five parts", $"{Base64UrlEncoder.Encode("""{"alg":"dir","enc":"A128CBC-HS256"}""")}..aaaa.bbbb.cccc");
    }

    private IEnumerable<(string Name, string Token)> Times()
    {
        yield return ("expired", Sign(With(Claims(), "exp", _now - 1)));
        yield return ("expired long ago", Sign(With(Claims(), "exp", 0)));
        yield return ("expires before the epoch", Sign(With(Claims(), "exp", -1)));
        yield return ("expires at a text", Sign(With(Claims(), "exp", "tomorrow")));
        yield return ("not yet valid", Sign(With(Claims(), "nbf", _now + 60)));
        yield return ("never expires", Sign(Without(Claims(), "exp")));
        yield return ("expires beyond all time", Sign(With(Claims(), "exp", 1e300)));
        yield return ("expires at null", Sign(With(Claims(), "exp", null)));
    }

    private IEnumerable<(string Name, string Token)> Audiences()
    {
        foreach (var other in new JsonNode?[] { null, "", "*", audience + " ", audience.ToUpperInvariant(), audience + "2", 1, new JsonArray(), new JsonArray("a", "b"), new JsonObject() })
        {
            yield return ($"audience {other?.ToJsonString()}", Sign(With(Claims(), "aud", other?.DeepClone())));
            yield return ($"client {other?.ToJsonString()}", Sign(With(Without(Claims(), "aud"), "client_id", other?.DeepClone())));
        }

        yield return ("our client, but another audience", Sign(With(With(Claims(), "aud", "other"), "client_id", audience)));
        foreach (var other in new JsonNode?[] { null, "", issuer + "/", issuer + ".evil.test", "https://evil.test", 1, new JsonArray(issuer) })
        {
            yield return ($"issuer {other?.ToJsonString()}", Sign(With(Claims(), "iss", other?.DeepClone())));
        }
    }

    private IEnumerable<(string Name, string Token)> Duplicates()
    {
        yield return ("two subjects", SignText(Claims().ToJsonString()[..^1] + $$""","sub":"{{Victim}}"}"""));
        yield return ("two subjects, one escaped", SignText(Claims().ToJsonString()[..^1] + $$""","\u0073ub":"{{Victim}}"}"""));
        yield return ("two audiences, ours first", SignText(Claims().ToJsonString()[..^1] + ""","aud":"other"}"""));
        yield return ("two audiences, ours last", SignText("""{"aud":"other",""" + Claims().ToJsonString()[1..]));
        yield return ("two ends", SignText($$"""{"exp":{{_now - 100}},""" + Claims().ToJsonString()[1..]));
        yield return ("half a surrogate pair", SignText(Claims().ToJsonString()[..^1] + ""","name":"\ud800"}"""));
        yield return ("half a surrogate pair as a name", SignText(Claims().ToJsonString()[..^1] + ""","\ud800":"x"}"""));
    }

    private IEnumerable<(string Name, string Token)> Shapes()
    {
        var parts = Good().Split('.');
        yield return ("a tampered subject", $"{parts[0]}.{Encode(With(Claims(), "sub", Victim))}.{parts[2]}");
        yield return ("a shortened signature", Good()[..^10]);
        yield return ("no signature", $"{parts[0]}.{parts[1]}.");
        yield return ("two parts", $"{parts[0]}.{parts[1]}");
        yield return ("four parts", Good() + ".x");
        yield return ("a blank inside", Good().Insert(20, " "));
        yield return ("no token", "");
        yield return ("dots", "..");
        yield return ("payload is a list", SignText("[]"));
        yield return ("payload is null", SignText("null"));
        yield return ("payload is empty", SignText(""));
        yield return ("payload is no JSON", SignText("{"));
        yield return ("payload is deep", SignText(string.Concat(Enumerable.Repeat("[", 200)) + string.Concat(Enumerable.Repeat("]", 200))));
        yield return ("a token of 9 KB", Sign(With(Claims(), "name", new string('x', 5000)))[..^4] + "AAAA");
    }

    private JsonObject Claims() => new() { ["sub"] = "mallory", ["iss"] = issuer, ["aud"] = audience, ["exp"] = _now + 600, ["token_use"] = "id" };

    private JsonObject Header(string algorithm = "RS256") => new() { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = key.KeyId };

    private string Sign(JsonObject claims, JsonObject? header = null, RSA? by = null) => SignText(claims.ToJsonString(), header, by);

    private string SignText(string claims, JsonObject? header = null, RSA? by = null)
    {
        var content = $"{Encode(header ?? Header())}.{Base64UrlEncoder.Encode(claims)}";
        return $"{content}.{Base64UrlEncoder.Encode((by ?? key.Rsa).SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Content(JsonObject header, JsonObject claims) => $"{Encode(header)}.{Encode(claims)}";

    private static string Encode(JsonObject part) => Base64UrlEncoder.Encode(part.ToJsonString());

    private static JsonObject With(JsonObject target, string name, JsonNode? value)
    {
        target[name] = value;
        return target;
    }

    private static JsonObject Without(JsonObject target, string name)
    {
        target.Remove(name);
        return target;
    }
}
