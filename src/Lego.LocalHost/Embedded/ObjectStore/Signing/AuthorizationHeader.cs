using Lego.LocalHost.Embedded.Signing;

namespace Lego.LocalHost.Embedded.ObjectStore.Signing;

/// <summary>Signature in the Authorization header.</summary>
internal static class AuthorizationHeader
{
    public static ClaimedSignature Read(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!SignatureVersion4.IsIn(header))
        {
            throw S3Errors.InvalidRequest(
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
        }

        var scope = CredentialScope.TryParse(Field(header, "Credential"))
            ?? throw Malformed("Credential must be <access key>/<yyyyMMdd>/<region>/s3/aws4_request");
        var signedHeaders = Field(header, "SignedHeaders").Split(';');
        var signature = Field(header, "Signature");
        var payloadHash = request.Headers["x-amz-content-sha256"].ToString();
        if (payloadHash.Length == 0)
        {
            throw S3Errors.InvalidRequest("Missing required header for this request: x-amz-content-sha256");
        }

        var timestamp = request.Headers["x-amz-date"].ToString();
        if (!SignatureVersion4.TryParseTime(timestamp, out var signedAt))
        {
            throw S3Errors.AccessDenied("AWS authentication requires a valid x-amz-date header");
        }

        return new ClaimedSignature(scope, timestamp, signedAt, signedHeaders, signature, payloadHash, ValidFor: null);
    }

    private static string Field(string header, string name) =>
        SignatureVersion4.Field(header, name) ?? throw Malformed($"{name} is missing");

    private static S3Exception Malformed(string why) =>
        new(400, "AuthorizationHeaderMalformed", $"The authorization header is malformed; {why}");
}
