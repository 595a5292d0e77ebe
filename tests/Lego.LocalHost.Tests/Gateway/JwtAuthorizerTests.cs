using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Lego.LocalHost.Gateway;
using Microsoft.IdentityModel.Tokens;

namespace Lego.LocalHost.Tests.Gateway;

[Parallelizable]
public sealed class JwtAuthorizerTests
{
    private const string Issuer = "https://issuer.test";
    private const string Audience = "client";
    private const string KeyId = "key-1";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RSA _strangersRsa = RSA.Create(2048);
    private readonly JwtAuthorizer _authorizer;

    public JwtAuthorizerTests() =>
        _authorizer = new JwtAuthorizer(Issuer, Audience, new RsaSecurityKey(_rsa) { KeyId = KeyId }, TimeProvider.System);

    [OneTimeTearDown]
    public void TearDown()
    {
        _rsa.Dispose();
        _strangersRsa.Dispose();
    }

    [TestCase("Bearer ")]
    [TestCase("bearer ")]
    [TestCase("")]
    public async Task A_good_token_is_taken_with_or_without_the_scheme(string scheme) =>
        Assert.That(await _authorizer.AuthorizeAsync(scheme + Sign(Claims())), Is.Not.Null);

    [Test]
    public async Task Claims_become_strings_as_the_gateway_writes_them()
    {
        var claims = Claims();
        claims["cognito:groups"] = new JsonArray("a", "b");
        claims["email_verified"] = true;
        claims["iat"] = 1_767_312_000;

        var read = await _authorizer.AuthorizeAsync(Sign(claims));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read!["cognito:groups"], Is.EqualTo("[a b]"));
            Assert.That(read["email_verified"], Is.EqualTo("true"));
            Assert.That(read["iat"], Is.EqualTo("1767312000"));
        }
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("Bearer ")]
    [TestCase("Bearer not.a.token")]
    [TestCase("Basic YWRhOnB3")]
    public async Task No_token_is_refused(string? authorization) =>
        Assert.That(await _authorizer.AuthorizeAsync(authorization), Is.Null);

    [Test]
    public async Task An_access_token_may_name_the_client_in_place_of_the_audience()
    {
        var claims = Claims();
        claims.Remove("aud");
        claims["client_id"] = Audience;

        Assert.That(await _authorizer.AuthorizeAsync(Sign(claims)), Is.Not.Null);
    }

    [TestCase("exp", -1)]
    [TestCase("nbf", 60)]
    public async Task A_token_outside_its_time_is_refused(string claim, int secondsFromNow)
    {
        var claims = Claims();
        claims[claim] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + secondsFromNow;

        Assert.That(await _authorizer.AuthorizeAsync(Sign(claims)), Is.Null);
    }

    [TestCase("iss", "https://other.test")]
    [TestCase("aud", "someone-else")]
    [TestCase("aud", null)]
    [TestCase("exp", null)]
    public async Task A_wrong_or_missing_claim_is_refused(string claim, string? value)
    {
        var claims = Claims();
        claims.Remove(claim);
        if (value is not null)
        {
            claims[claim] = value;
        }

        Assert.That(await _authorizer.AuthorizeAsync(Sign(claims)), Is.Null);
    }

    [TestCase("other-key")]
    [TestCase(null)]
    public async Task A_token_that_does_not_name_the_key_is_refused(string? keyId) =>
        Assert.That(await _authorizer.AuthorizeAsync(Sign(Claims(), keyId: keyId)), Is.Null);

    [Test]
    public async Task A_signature_of_another_key_is_refused() =>
        Assert.That(await _authorizer.AuthorizeAsync(Sign(Claims(), key: _strangersRsa)), Is.Null);

    [Test]
    public async Task A_tampered_payload_is_refused()
    {
        var parts = Sign(Claims()).Split('.');
        var claims = Claims();
        claims["sub"] = "someone-else";
        parts[1] = Base64UrlEncoder.Encode(claims.ToJsonString());

        Assert.That(await _authorizer.AuthorizeAsync(string.Join('.', parts)), Is.Null);
    }

    [Test]
    public async Task An_unsigned_token_is_refused()
    {
        var header = Base64UrlEncoder.Encode($$"""{"alg":"none","typ":"JWT","kid":"{{KeyId}}"}""");

        Assert.That(await _authorizer.AuthorizeAsync($"{header}.{Base64UrlEncoder.Encode(Claims().ToJsonString())}."), Is.Null);
    }

    [Test]
    public async Task A_token_signed_with_the_public_key_as_a_shared_secret_is_refused()
    {
        var content = Base64UrlEncoder.Encode($$"""{"alg":"HS256","typ":"JWT","kid":"{{KeyId}}"}""") + "." + Base64UrlEncoder.Encode(Claims().ToJsonString());
        var signature = HMACSHA256.HashData(_rsa.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(content));

        Assert.That(await _authorizer.AuthorizeAsync($"{content}.{Base64UrlEncoder.Encode(signature)}"), Is.Null);
    }

    private static JsonObject Claims() => new()
    {
        ["sub"] = "user-1",
        ["iss"] = Issuer,
        ["aud"] = Audience,
        ["exp"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 600,
    };

    private string Sign(JsonObject claims, string? keyId = KeyId, RSA? key = null)
    {
        var header = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT" };
        if (keyId is not null)
        {
            header["kid"] = keyId;
        }

        var content = $"{Base64UrlEncoder.Encode(header.ToJsonString())}.{Base64UrlEncoder.Encode(claims.ToJsonString())}";
        var signature = (key ?? _rsa).SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{content}.{Base64UrlEncoder.Encode(signature)}";
    }
}
