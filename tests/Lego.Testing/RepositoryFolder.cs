namespace Lego.Testing;

/// <summary>The folder of this repository, for tests that look at its files.</summary>
public static class RepositoryFolder
{
    /// <summary>Its path.</summary>
    /// <exception cref="DirectoryNotFoundException">The tests run outside of it.</exception>
    public static string Path { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "LegoFunctions.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests are not inside the repository.");
    }
}
