using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Lego.LocalHost.Embedded.Signing;

/// <summary>
/// What all services share of AWS Signature Version 4. Which requests they accept, and how they refuse the others, is their own.
/// </summary>
internal static class SignatureVersion4
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public static bool Matches(ClaimedSignature claim, byte[] signingKey, string stringToSign)
    {
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(signingKey, Encoding.UTF8.GetBytes(stringToSign)));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(claim.Signature));
    }

    /// <summary>A member of the Authorization header such as SignedHeaders, or null when it is not there.</summary>
    public static string? Field(string authorization, string name) => authorization[(Algorithm.Length + 1)..]
        .Split(',', StringSplitOptions.TrimEntries)
        .FirstOrDefault(field => field.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    public static bool IsIn(string authorization) => authorization.StartsWith(Algorithm + " ", StringComparison.Ordinal);

    /// <summary>The basic form that signatures use, 20260131T235959Z.</summary>
    public static bool TryParseTime(string text, out DateTimeOffset value) => DateTimeOffset.TryParseExact(
        text, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);
}
