using System.Globalization;
using System.Security.Cryptography;
using Lego.LocalHost.Embedded.Signing;

namespace Lego.LocalHost.Embedded.UserPool;

/// <summary>
/// Checks the signature of a call, with the errors that Cognito gives. There are no presigned calls, and the body is always signed.
/// </summary>
internal sealed class CallSignature(EmbeddedUserPoolOptions options)
{
    private const string Service = "cognito-idp";

    private static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(5);

    public void Verify(HttpRequest request, byte[] body)
    {
        var claim = Read(request, body);
        if (claim.Scope.AccessKey != options.AccessKey)
        {
            throw new UserPoolException("UnrecognizedClientException", "The security token included in the request is invalid.");
        }

        CheckScope(claim);
        CheckTime(claim);
        if (!claim.SignedHeaders.Contains("host"))
        {
            throw Invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }

        var canonical = CanonicalRequest.Build(request, "/", "", claim);
        var stringToSign = CanonicalRequest.StringToSign(canonical, claim);
        if (!SignatureVersion4.Matches(claim, claim.Scope.SigningKey(options.SecretKey), stringToSign))
        {
            throw Invalid(
                "The request signature we calculated does not match the signature you provided. "
                + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        }
    }

    private static ClaimedSignature Read(HttpRequest request, byte[] body)
    {
        var header = request.Headers.Authorization.ToString();
        if (!SignatureVersion4.IsIn(header))
        {
            throw new UserPoolException("MissingAuthenticationTokenException", "Missing Authentication Token");
        }

        var scope = CredentialScope.TryParse(Field(header, "Credential"))
            ?? throw Incomplete("Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.");
        var timestamp = request.Headers["x-amz-date"].ToString();
        if (!SignatureVersion4.TryParseTime(timestamp, out var signedAt))
        {
            throw Incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        }

        return new ClaimedSignature(
            scope,
            timestamp,
            signedAt,
            Field(header, "SignedHeaders").Split(';'),
            Field(header, "Signature"),
            Convert.ToHexStringLower(SHA256.HashData(body)),
            ValidFor: null);
    }

    private void CheckScope(ClaimedSignature claim)
    {
        if (claim.Scope.Region != options.Region)
        {
            throw Invalid($"Credential should be scoped to a valid region, not '{claim.Scope.Region}'.");
        }

        if (claim.Scope.Service != Service)
        {
            throw Invalid($"Credential should be scoped to correct service: '{Service}'.");
        }

        if (!claim.Timestamp.StartsWith(claim.Scope.Day, StringComparison.Ordinal))
        {
            throw Invalid(
                $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{claim.Scope.Day}'.");
        }
    }

    private void CheckTime(ClaimedSignature claim)
    {
        var now = options.TimeProvider.GetUtcNow();
        var serverTime = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var limit = $"more than {AllowedSkew.TotalMinutes} min.";
        if (claim.SignedAt + AllowedSkew < now)
        {
            throw Invalid($"Signature expired: {claim.Timestamp} is {limit} before {serverTime}");
        }

        if (claim.SignedAt - AllowedSkew > now)
        {
            throw Invalid($"Signature not yet current: {claim.Timestamp} is {limit} after {serverTime}");
        }
    }

    private static string Field(string header, string name) =>
        SignatureVersion4.Field(header, name) ?? throw Incomplete($"Authorization header requires '{name}' parameter.");

    private static UserPoolException Incomplete(string message) => new("IncompleteSignatureException", message);

    private static UserPoolException Invalid(string message) => new("InvalidSignatureException", message);
}
