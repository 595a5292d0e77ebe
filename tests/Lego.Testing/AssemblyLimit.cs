using System.Text.Json.Nodes;

namespace Lego.Testing;

/// <summary>An entry of <c>eng/limits.json</c>: which assemblies may be loaded, and how many of them.</summary>
public sealed record AssemblyLimit(IReadOnlyList<string> Names, int Count)
{
    /// <summary>Reads an entry.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public static AssemblyLimit Read(string name)
    {
        var limit = JsonNode.Parse(File.ReadAllText(Find(Path.Combine("eng", "limits.json"))))![name]
            ?? throw new KeyNotFoundException($"eng/limits.json has no '{name}'.");
        return new AssemblyLimit([.. limit["names"]!.AsArray().Select(static name => (string)name!)], (int)limit["limit"]!);
    }

    private static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, path)))
                return Path.Combine(folder.FullName, path);
        }

        throw new FileNotFoundException($"{path} lies in no folder above {AppContext.BaseDirectory}.");
    }
}
