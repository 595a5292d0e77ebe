using System.Globalization;
using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.Signing;

namespace Lego.LocalHost.Embedded.ObjectStore.Signing;

/// <summary>Signature in the query of a presigned URL.</summary>
internal static class PresignedQuery
{
    public const string Signature = "X-Amz-Signature";

    private const int MaxSeconds = 7 * 24 * 3600;

    public static bool IsIn(S3Query query) => query.Has("X-Amz-Algorithm") || query.Has(Signature);

    public static ClaimedSignature Read(HttpRequest request, S3Query query)
    {
        if (Required(query, "X-Amz-Algorithm") != SignatureVersion4.Algorithm)
        {
            throw Malformed("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
        }

        var scope = CredentialScope.TryParse(Required(query, "X-Amz-Credential"))
            ?? throw Malformed("X-Amz-Credential must be <access key>/<yyyyMMdd>/<region>/s3/aws4_request");
        var timestamp = Required(query, "X-Amz-Date");
        if (!SignatureVersion4.TryParseTime(timestamp, out var signedAt))
        {
            throw Malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
        }

        if (!int.TryParse(Required(query, "X-Amz-Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds is < 1 or > MaxSeconds)
        {
            throw Malformed($"X-Amz-Expires must be a number of seconds between 1 and {MaxSeconds}");
        }

        var payloadHash = request.Headers["x-amz-content-sha256"].ToString();
        if (payloadHash.Length == 0) payloadHash = query["X-Amz-Content-Sha256"] ?? "UNSIGNED-PAYLOAD";
        return new ClaimedSignature(
            scope,
            timestamp,
            signedAt,
            Required(query, "X-Amz-SignedHeaders").Split(';'),
            Required(query, Signature),
            payloadHash,
            TimeSpan.FromSeconds(seconds));
    }

    /// <summary>The query as it is signed: everything but the signature.</summary>
    public static string Canonical(S3Query query) => string.Join('&', query.Parameters
        .Where(parameter => parameter.Key != Signature)
        .Select(parameter => (Name: UriEncoding.Encode(parameter.Key), Value: UriEncoding.Encode(parameter.Value)))
        .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
        .ThenBy(parameter => parameter.Value, StringComparer.Ordinal)
        .Select(parameter => $"{parameter.Name}={parameter.Value}"));

    private static string Required(S3Query query, string name) => query[name] ?? throw Malformed($"{name} is missing");

    private static S3Exception Malformed(string why) => new(400, "AuthorizationQueryParametersError",
        $"Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, "
        + $"X-Amz-SignedHeaders, and X-Amz-Expires parameters; {why}");
}
