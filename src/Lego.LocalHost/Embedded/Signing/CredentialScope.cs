using System.Security.Cryptography;
using System.Text;

namespace Lego.LocalHost.Embedded.Signing;

/// <summary>The Credential of a signature: access key, day, region, service and the fixed ending.</summary>
internal sealed record CredentialScope(string AccessKey, string Day, string Region, string Service)
{
    private const string Ending = "aws4_request";

    public string Text => $"{Day}/{Region}/{Service}/{Ending}";

    public static CredentialScope? TryParse(string credential)
    {
        // An access key may itself hold a slash, so the fixed fields are counted from the end.
        var parts = credential.Split('/');
        return parts.Length >= 5 && parts[^1] == Ending
            ? new CredentialScope(string.Join('/', parts[..^4]), parts[^4], parts[^3], parts[^2])
            : null;
    }

    public byte[] SigningKey(string secretKey)
    {
        var key = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secretKey), Encoding.UTF8.GetBytes(Day));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Region));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Service));
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Ending));
    }
}
