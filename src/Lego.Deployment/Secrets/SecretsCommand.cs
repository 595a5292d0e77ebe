namespace Lego.Deployment.Secrets;

/// <summary><c>secrets</c>: fails when the repository holds a secret that nobody allowed.</summary>
internal static class SecretsCommand
{
    public const string AllowListFile = "eng/secret-scan.json";

    public static int Run(Arguments arguments)
    {
        arguments.AllowOnly("repository", "history");
        var repository = Path.GetFullPath(arguments.Optional("repository") ?? ".");
        var allowed = SecretAllowList.Read(Path.Combine(repository, AllowListFile));
        var wrong = allowed.Judge(SecretScanner.Files(repository)).ToList();
        if (arguments.Has("history"))
        {
            wrong.AddRange(allowed.Judge(SecretScanner.History(repository), exact: false).Select(line => "once committed: " + line));
        }

        wrong.ForEach(Console.Error.WriteLine);
        Console.WriteLine(wrong.Count == 0
            ? "No secret was found that eng/secret-scan.json does not allow."
            : $"{wrong.Count} findings. A real secret has to be revoked; a planted one is built from parts, or allowed in {AllowListFile} with a reason.");
        return wrong.Count == 0 ? 0 : 1;
    }
}
