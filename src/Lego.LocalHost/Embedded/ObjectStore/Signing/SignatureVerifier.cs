using System.Globalization;
using Lego.LocalHost.Embedded.ObjectStore.Body;
using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.Signing;

namespace Lego.LocalHost.Embedded.ObjectStore.Signing;

/// <summary>Signature Version 4 of a request, in its header or in a presigned URL.</summary>
internal sealed class SignatureVerifier(ObjectStoreOptions options)
{
    private static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(15);

    public VerifiedSignature Verify(HttpRequest request, RequestTarget target)
    {
        var inHeader = request.Headers.Authorization.Count > 0;
        var inQuery = PresignedQuery.IsIn(target.Query);
        if (inHeader && inQuery)
        {
            throw S3Errors.InvalidArgument("Only one auth mechanism allowed", "Authorization", "header and query");
        }

        if (!inHeader && !inQuery) throw S3Errors.AccessDenied();
        var claim = inHeader ? AuthorizationHeader.Read(request) : PresignedQuery.Read(request, target.Query);
        CheckScope(claim);
        CheckTime(claim);
        CheckSignedHeaders(request, claim);
        var key = claim.Scope.SigningKey(options.SecretKey);
        CheckSignature(request, target, claim, key);
        return new VerifiedSignature(key, claim.Timestamp, claim.Scope.Text, claim.Signature, PayloadForm.Parse(claim.PayloadHash));
    }

    private void CheckScope(ClaimedSignature claim)
    {
        if (claim.Scope.AccessKey != options.AccessKey)
        {
            throw new S3Exception(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.",
                ("AWSAccessKeyId", claim.Scope.AccessKey));
        }

        var code = claim.IsPresigned ? "AuthorizationQueryParametersError" : "AuthorizationHeaderMalformed";
        if (claim.Scope.Region != options.Region)
        {
            throw new S3Exception(400, code,
                $"The region '{claim.Scope.Region}' is wrong; expecting '{options.Region}'", ("Region", options.Region));
        }

        if (claim.Scope.Service != "s3") throw new S3Exception(400, code, $"Invalid service '{claim.Scope.Service}'; expecting 's3'");
        if (!claim.Timestamp.StartsWith(claim.Scope.Day, StringComparison.Ordinal))
        {
            throw new S3Exception(400, code, $"The credential date '{claim.Scope.Day}' is not that of the signature '{claim.Timestamp}'");
        }
    }

    private void CheckTime(ClaimedSignature claim)
    {
        var now = options.TimeProvider.GetUtcNow();
        if (claim.ValidFor is { } validFor)
        {
            if (claim.SignedAt - now > AllowedSkew) throw S3Errors.AccessDenied("Request is not valid yet");
            if (now <= claim.SignedAt + validFor) return;
            throw S3Errors.AccessDenied("Request has expired",
                ("X-Amz-Expires", validFor.TotalSeconds.ToString(CultureInfo.InvariantCulture)),
                ("Expires", S3Time.Iso(claim.SignedAt + validFor)),
                ("ServerTime", S3Time.Iso(now)));
        }

        if ((claim.SignedAt - now).Duration() <= AllowedSkew) return;
        throw new S3Exception(403, "RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large.",
            ("RequestTime", claim.Timestamp), ("ServerTime", S3Time.Iso(now)),
            ("MaxAllowedSkewMilliseconds", AllowedSkew.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)));
    }

    // Otherwise whoever holds a presigned URL could add metadata, a checksum or a copy source to it.
    private static void CheckSignedHeaders(HttpRequest request, ClaimedSignature claim)
    {
        var unsigned = request.Headers.Keys
            .Select(name => name.ToLowerInvariant())
            .Where(name => name == "host" || name.StartsWith("x-amz-", StringComparison.Ordinal))
            .Except(claim.SignedHeaders)
            .ToList();
        if (unsigned.Count > 0)
        {
            throw S3Errors.AccessDenied("There were headers present in the request which were not signed",
                ("HeadersNotSigned", string.Join(", ", unsigned)));
        }
    }

    private static void CheckSignature(HttpRequest request, RequestTarget target, ClaimedSignature claim, byte[] key)
    {
        var canonical = CanonicalRequest.Build(request, UriEncoding.EncodePath(target.Path), PresignedQuery.Canonical(target.Query), claim);
        var stringToSign = CanonicalRequest.StringToSign(canonical, claim);
        if (SignatureVersion4.Matches(claim, key, stringToSign)) return;
        throw new S3Exception(403, "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
            ("AWSAccessKeyId", claim.Scope.AccessKey), ("StringToSign", stringToSign), ("SignatureProvided", claim.Signature),
            ("CanonicalRequest", canonical));
    }
}
