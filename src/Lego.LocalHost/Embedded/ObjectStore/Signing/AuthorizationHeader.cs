using Lego.LocalHost.Embedded.ObjectStore.Http;

namespace Lego.LocalHost.Embedded.ObjectStore.Signing;

/// <summary>Signature in the Authorization header.</summary>
internal static class AuthorizationHeader
{
    public static ClaimedSignature Read(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(SignatureVerifier.Algorithm + " ", StringComparison.Ordinal))
        {
            throw S3Errors.InvalidRequest(
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
        }

        var fields = header[(SignatureVerifier.Algorithm.Length + 1)..].Split(',', StringSplitOptions.TrimEntries);
        var scope = CredentialScope.TryParse(Field(fields, "Credential"))
            ?? throw Malformed("Credential must be <access key>/<yyyyMMdd>/<region>/s3/aws4_request");
        var signedHeaders = Field(fields, "SignedHeaders").Split(';');
        var signature = Field(fields, "Signature");
        var payloadHash = request.Headers["x-amz-content-sha256"].ToString();
        if (payloadHash.Length == 0)
        {
            throw S3Errors.InvalidRequest("Missing required header for this request: x-amz-content-sha256");
        }

        var timestamp = request.Headers["x-amz-date"].ToString();
        if (!S3Time.TryParseBasic(timestamp, out var signedAt))
        {
            throw S3Errors.AccessDenied("AWS authentication requires a valid x-amz-date header");
        }

        return new ClaimedSignature(scope, timestamp, signedAt, signedHeaders, signature, payloadHash, ValidFor: null);
    }

    private static string Field(string[] fields, string name)
    {
        var field = Array.Find(fields, field => field.StartsWith(name + "=", StringComparison.Ordinal));
        return field?[(name.Length + 1)..] ?? throw Malformed($"{name} is missing");
    }

    private static S3Exception Malformed(string why) =>
        new(400, "AuthorizationHeaderMalformed", $"The authorization header is malformed; {why}");
}
