namespace Lego.Testing.Peers;

/// <summary>The peer's program in the build output, with its packages.</summary>
public static class PeerInstallation
{
    private const string LockFile = "package-lock.json";

    // Copy of the lock file that the packages were installed from; written last, so that a broken installation is done again.
    private const string InstalledFrom = "node_modules/.installed-from.json";

    private static readonly Lazy<Task> Installation = new(InstallAsync);

    /// <summary>Where the program is.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "peer");

    /// <summary>Ends when the packages are installed.</summary>
    public static Task Ready => Installation.Value;

    private static async Task InstallAsync()
    {
        await CommandLine.RunAsync(Folder, "node", "--version");
        var wanted = await File.ReadAllTextAsync(Path.Combine(Folder, LockFile));
        var stamp = Path.Combine(Folder, InstalledFrom);
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
        {
            return;
        }

        await CommandLine.RunAsync(Folder, "npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund");
        await File.WriteAllTextAsync(stamp, wanted);
    }
}
