namespace Lego.Deployment.Secrets;

/// <summary>A file with planted secrets, or a folder whose files have some.</summary>
/// <param name="File">Its path within the repository; that of a folder ends with a slash.</param>
/// <param name="Rule">The rule that finds them.</param>
/// <param name="Count">How many it finds; null for a folder that is made of nothing else.</param>
internal sealed record AllowedFile(string File, string Rule, int? Count)
{
    public bool Covers(SecretFinding finding) =>
        finding.Rule == Rule && (File.EndsWith('/') ? finding.File.StartsWith(File, StringComparison.Ordinal) : finding.File == File);
}
