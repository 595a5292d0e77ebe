namespace Lego.LocalHost.Processes;

internal static class Executables
{
    public static IEnumerable<string> PathFolders =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Full path of a program, also from the administrators' folders that a user's PATH often lacks.</summary>
    public static string? OnPath(string name) =>
        PathFolders.Concat(["/usr/bin", "/bin", "/usr/sbin", "/sbin"])
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
