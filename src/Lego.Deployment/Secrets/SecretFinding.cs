using System.Security.Cryptography;
using System.Text;

namespace Lego.Deployment.Secrets;

/// <summary>Something in a file that looks like a secret. Its text is never printed.</summary>
/// <param name="File">The file, by its path within the repository.</param>
/// <param name="Line">The line, from one.</param>
/// <param name="Rule">Which rule of <see cref="SecretRules"/> found it.</param>
/// <param name="Value">The secret itself.</param>
internal sealed record SecretFinding(string File, int Line, string Rule, string Value)
{
    /// <summary>Names the secret without telling it: the beginning of its SHA-256.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Value)))[..12];

    public override string ToString() => $"{File}:{Line}: {Rule} ({Value.Length} characters, fingerprint {Fingerprint})";
}
