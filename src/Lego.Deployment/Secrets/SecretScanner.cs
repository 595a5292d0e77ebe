namespace Lego.Deployment.Secrets;

/// <summary>Looks for secrets in a repository.</summary>
internal static class SecretScanner
{
    // Long lines are generated; what stands in them is looked at in pieces, so that no expression meets more.
    private const int LongestPiece = 4096;

    /// <summary>The secrets in the repository's files as they are now.</summary>
    public static IEnumerable<SecretFinding> Files(string repository) => RepositoryFiles.List(repository).SelectMany(file =>
        RepositoryFiles.Lines(Path.Combine(repository, file)).SelectMany((line, index) => OfLine(file, index + 1, line)));

    /// <summary>The secrets in all that was ever committed; each secret of a file once.</summary>
    /// <exception cref="InvalidOperationException">There is no history to look at.</exception>
    public static IEnumerable<SecretFinding> History(string repository) =>
        (RepositoryFiles.AddedLines(repository) ?? throw new InvalidOperationException($"{repository} has no history that git could show."))
        .SelectMany(added => OfLine(added.File, 0, added.Line))
        .Distinct();

    private static IEnumerable<SecretFinding> OfLine(string file, int number, string line)
    {
        for (var start = 0; start < line.Length; start += LongestPiece)
        {
            foreach (var (rule, value) in SecretRules.Find(line.Substring(start, Math.Min(LongestPiece, line.Length - start))))
            {
                yield return new SecretFinding(file, number, rule, value);
            }
        }
    }
}
