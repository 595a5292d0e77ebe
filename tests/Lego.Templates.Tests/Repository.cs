namespace Lego.Templates.Tests;

/// <summary>Where this repository is, and how the tests were built.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Name of the build's configuration, as in the path of this test: <c>release</c> or <c>debug</c>.</summary>
    public static string Configuration { get; } = new DirectoryInfo(TestContext.CurrentContext.TestDirectory).Name;

    /// <summary>Where packages of this machine lie unpacked; usable as a source of packages, too.</summary>
    public static string PackageFolder { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public static string Output(string project) => Path.Combine(Root, "artifacts", "bin", project, Configuration);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LegoFunctions.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests are not inside the repository.");
    }
}
