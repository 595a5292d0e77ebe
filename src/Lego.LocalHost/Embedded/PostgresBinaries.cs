using Lego.LocalHost.Processes;

namespace Lego.LocalHost.Embedded;

/// <summary>Where the real PostgreSQL programs of this machine are.</summary>
internal sealed record PostgresBinaries(string Folder)
{
    public const string FolderVariable = "LEGO_POSTGRES_BIN";

    public string Server => Path.Combine(Folder, "postgres");

    public string InitDb => Path.Combine(Folder, "initdb");

    public static PostgresBinaries Find() => Find(Environment.GetEnvironmentVariable(FolderVariable));

    public static PostgresBinaries Find(string? configured)
    {
        if (!string.IsNullOrEmpty(configured))
        {
            return Complete(configured)
                ?? throw new InvalidOperationException($"{FolderVariable} is {configured}, but that folder does not hold both postgres and initdb.");
        }

        return Executables.PathFolders.Concat(UsualFolders()).Select(Complete).FirstOrDefault(found => found is not null)
            ?? throw new InvalidOperationException(
                "No PostgreSQL server programs were found. Install them (Debian and Ubuntu: apt-get install postgresql; macOS: brew install postgresql), "
                + $"set {FolderVariable} to the folder that holds postgres and initdb, or set LEGO_DATABASE to use a server of your own.");
    }

    private static PostgresBinaries? Complete(string folder)
    {
        var server = Path.Combine(folder, "postgres");
        if (!File.Exists(server))
        {
            return null;
        }

        // A link in a folder of the PATH leads to the place where its libraries and siblings are.
        var real = File.ResolveLinkTarget(server, returnFinalTarget: true)?.FullName ?? server;
        var found = new PostgresBinaries(Path.GetDirectoryName(Path.GetFullPath(real))!);
        return File.Exists(found.InitDb) ? found : null;
    }

    private static IEnumerable<string> UsualFolders() =>
    [
        .. Newest("/usr/lib/postgresql", "*"),
        .. Newest("/usr", "pgsql-*"),
        .. Newest("/opt/homebrew/opt", "postgresql*"),
        .. Newest("/usr/local/opt", "postgresql*"),
        .. Newest("/Library/PostgreSQL", "*"),
        "/usr/local/pgsql/bin",
    ];

    private static IEnumerable<string> Newest(string parent, string pattern) =>
        !Directory.Exists(parent)
            ? []
            : Directory.EnumerateDirectories(parent, pattern).OrderByDescending(MajorVersion).Select(folder => Path.Combine(folder, "bin"));

    private static int MajorVersion(string folder) =>
        int.TryParse(string.Concat(Path.GetFileName(folder).SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)), out var version)
            ? version
            : 0;
}
