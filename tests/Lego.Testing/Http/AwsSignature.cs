using System.Security.Cryptography;
using System.Text;

namespace Lego.Testing.Http;

/// <summary>Checks a signed request as a service of AWS does: makes the signature anew from what arrived.</summary>
public static class AwsSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>What is wrong with the signature of a request without a query, or null.</summary>
    public static string? Check(ReceivedRequest request, string keyId, string secret, string region, string service)
    {
        if (request.Header("Authorization") is not { } header || !header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            return "It is not signed.";
        }

        var members = header[(Algorithm.Length + 1)..].Split(',', StringSplitOptions.TrimEntries)
            .Select(member => member.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var time = request.Header("X-Amz-Date") ?? "";
        var scope = $"{time[..Math.Min(8, time.Length)]}/{region}/{service}/aws4_request";
        if (members["Credential"] != $"{keyId}/{scope}")
        {
            return $"Its credential is {members["Credential"]} and not {keyId}/{scope}.";
        }

        var bodyHash = Convert.ToHexStringLower(SHA256.HashData(request.Body.Span));
        if (request.Header("X-Amz-Content-Sha256") is { } claimed && claimed != bodyHash)
        {
            return "The body is another than the one that was signed.";
        }

        var names = members["SignedHeaders"].Split(';');
        var mustBeSigned = request.Headers.Keys.Where(name => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)).Append("host");
        if (mustBeSigned.FirstOrDefault(name => !names.Contains(name.ToLowerInvariant())) is { } unsigned)
        {
            return $"The header {unsigned} is not signed.";
        }

        var headers = string.Concat(names.Select(name => $"{name}:{request.Header(name)?.Trim()}\n"));
        var canonical = $"{request.Method}\n{request.Path}\n\n{headers}\n{members["SignedHeaders"]}\n{bodyHash}";
        var text = $"{Algorithm}\n{time}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), Sign);
        return Convert.ToHexStringLower(Sign(key, text)) == members["Signature"] ? null : $"The signature is another than that of\n{canonical}";
    }

    private static byte[] Sign(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
