using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Lego.LocalHost.Tests.ObjectStore;

/// <summary>Signature Version 4 written a second time, for requests and chunks that the SDK never sends.</summary>
internal sealed class RequestSigner(DateTimeOffset now, string secretKey = StoreScope.SecretKey)
{
    private readonly string _timestamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
    private string _previous = "";

    public string Region { get; init; } = StoreScope.Region;

    private string Scope => $"{_timestamp[..8]}/{Region}/s3/aws4_request";

    /// <summary>Signs all x-amz headers, the host and what else is named.</summary>
    public void Sign(HttpRequestMessage request, string contentSha256)
    {
        request.Headers.Add("x-amz-date", _timestamp);
        request.Headers.Add("x-amz-content-sha256", contentSha256);
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: string.Join(',', header.Value)))
            .Where(header => header.Name.StartsWith("x-amz-", StringComparison.Ordinal))
            .Append((Name: "host", Value: request.RequestUri!.Authority))
            .OrderBy(header => header.Name, StringComparer.Ordinal)
            .ToList();
        var names = string.Join(';', headers.Select(header => header.Name));
        var query = string.Join('&', request.RequestUri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=")
            .Order(StringComparer.Ordinal));
        var canonical = $"{request.Method}\n{request.RequestUri.AbsolutePath}\n{query}\n"
            + string.Concat(headers.Select(header => $"{header.Name}:{header.Value}\n")) + $"\n{names}\n{contentSha256}";
        _previous = Hmac($"AWS4-HMAC-SHA256\n{_timestamp}\n{Scope}\n{Hash(canonical)}");
        request.Headers.TryAddWithoutValidation("Authorization",
            $"AWS4-HMAC-SHA256 Credential={StoreScope.AccessKey}/{Scope}, SignedHeaders={names}, Signature={_previous}");
    }

    public string SignChunk(byte[] data) => _previous = Hmac(
        $"AWS4-HMAC-SHA256-PAYLOAD\n{_timestamp}\n{Scope}\n{_previous}\n{Hash("")}\n{Convert.ToHexStringLower(SHA256.HashData(data))}");

    public string SignTrailer(string trailer) =>
        _previous = Hmac($"AWS4-HMAC-SHA256-TRAILER\n{_timestamp}\n{Scope}\n{_previous}\n{Hash(trailer)}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private string Hmac(string text)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secretKey);
        foreach (var part in Scope.Split('/')) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }
}
