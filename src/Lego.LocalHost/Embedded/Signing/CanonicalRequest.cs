using System.Security.Cryptography;
using System.Text;

namespace Lego.LocalHost.Embedded.Signing;

/// <summary>The text that both sides hash, built from what arrived.</summary>
internal static class CanonicalRequest
{
    /// <param name="request">The request.</param>
    /// <param name="path">Its path, encoded as its service wants it.</param>
    /// <param name="query">Its query, encoded and sorted, without the signature itself.</param>
    /// <param name="claim">What it says about its signature.</param>
    public static string Build(HttpRequest request, string path, string query, ClaimedSignature claim)
    {
        var text = new StringBuilder()
            .Append(request.Method).Append('\n')
            .Append(path).Append('\n')
            .Append(query).Append('\n');
        foreach (var name in claim.SignedHeaders)
        {
            text.Append(name).Append(':').Append(Value(request.Headers, name)).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', claim.SignedHeaders).Append('\n').Append(claim.PayloadHash).ToString();
    }

    public static string StringToSign(string canonicalRequest, ClaimedSignature claim) =>
        $"{SignatureVersion4.Algorithm}\n{claim.Timestamp}\n{claim.Scope.Text}\n"
        + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)));

    private static string Value(IHeaderDictionary headers, string name) =>
        string.Join(',', headers[name].Select(value => string.Join(' ', (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))));
}
