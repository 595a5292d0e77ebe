using System.Security.Cryptography;
using System.Text;
using Lego.LocalHost.Embedded.ObjectStore.Http;

namespace Lego.LocalHost.Embedded.ObjectStore.Signing;

/// <summary>The text that both sides hash, built from what arrived.</summary>
internal static class CanonicalRequest
{
    public static string Build(HttpRequest request, RequestTarget target, ClaimedSignature claim)
    {
        var text = new StringBuilder()
            .Append(request.Method).Append('\n')
            .Append(UriEncoding.EncodePath(target.Path)).Append('\n')
            .Append(Query(target.Query)).Append('\n');
        foreach (var name in claim.SignedHeaders)
        {
            text.Append(name).Append(':').Append(Value(request.Headers, name)).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', claim.SignedHeaders).Append('\n').Append(claim.PayloadHash).ToString();
    }

    public static string StringToSign(string canonicalRequest, ClaimedSignature claim) =>
        $"{SignatureVerifier.Algorithm}\n{claim.Timestamp}\n{claim.Scope.Text}\n"
        + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)));

    private static string Query(S3Query query) => string.Join('&', query.Parameters
        .Where(parameter => parameter.Key != PresignedQuery.Signature)
        .Select(parameter => (Name: UriEncoding.Encode(parameter.Key), Value: UriEncoding.Encode(parameter.Value)))
        .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
        .ThenBy(parameter => parameter.Value, StringComparer.Ordinal)
        .Select(parameter => $"{parameter.Name}={parameter.Value}"));

    private static string Value(IHeaderDictionary headers, string name) =>
        string.Join(',', headers[name].Select(value => string.Join(' ', (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))));
}
