using System.Text.Json;

namespace Lego.Deployment.Bom;

/// <summary>What the build says that an executable or library consists of: its <c>.deps.json</c>.</summary>
/// <param name="Name">Name of the executable or library.</param>
/// <param name="Libraries">Everything in it, itself included, by name.</param>
internal sealed record DependencyManifest(string Name, IReadOnlyDictionary<string, ManifestLibrary> Libraries)
{
    private const string Extension = ".deps.json";

    // The kinds of files that are laid beside an executable.
    private static readonly string[] Deployed = ["runtime", "native", "resources"];

    /// <summary>The executable or library itself.</summary>
    public ManifestLibrary Root => Libraries[Name];

    /// <exception cref="InvalidDataException">The file is no such manifest.</exception>
    public static DependencyManifest Read(string path)
    {
        var file = Path.GetFileName(path);
        if (!file.EndsWith(Extension, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path} is no dependency manifest; its name has to end with {Extension}.");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var target = document.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
            var known = document.RootElement.GetProperty("libraries");
            var libraries = WithoutTwins(document.RootElement.GetProperty("targets").GetProperty(target).EnumerateObject()
                // The .NET that an executable is built with; what of it is deployed, if anything, is known better from the executable itself.
                .Where(library => known.GetProperty(library.Name).GetProperty("type").GetString() != "runtimepack")
                .Select(library => Library(library, known.GetProperty(library.Name))));
            var name = file[..^Extension.Length];
            // A project's assembly may be called otherwise than the project; the library that brings the assembly is the root.
            var root = libraries.Values.FirstOrDefault(library => !library.IsPackage && library.Files.Contains(name + ".dll"))
                ?? throw new InvalidDataException($"{path} does not name {name}.dll.");
            return new DependencyManifest(root.Name, libraries);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} is no dependency manifest: {exception.Message}", exception);
        }
    }

    /// <summary>An assembly that is called otherwise than its project stands in the manifest twice: as the project, and as a bare reference without files of its own.</summary>
    private static Dictionary<string, ManifestLibrary> WithoutTwins(IEnumerable<ManifestLibrary> listed)
    {
        var libraries = listed.ToDictionary(library => library.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var twin in libraries.Values.Where(library => !library.IsPackage && library.Files is [var only] && only == library.Name + ".dll").ToList())
        {
            if (libraries.Values.FirstOrDefault(other => other.Name != twin.Name && other.Files.Contains(twin.Files[0])) is { } project)
            {
                libraries[twin.Name] = twin with { Files = [], Dependencies = [project.Name] };
            }
        }

        return libraries;
    }

    private static ManifestLibrary Library(JsonProperty entry, JsonElement known)
    {
        var slash = entry.Name.IndexOf('/', StringComparison.Ordinal);
        return new ManifestLibrary(
            entry.Name[..slash],
            entry.Name[(slash + 1)..],
            known.GetProperty("type").GetString() == "package",
            known.TryGetProperty("sha512", out var hash) ? hash.GetString()!.Replace("sha512-", "", StringComparison.Ordinal) : "",
            [.. Members(entry.Value, "dependencies").Select(dependency => dependency.Name)],
            [.. Deployed.SelectMany(kind => Members(entry.Value, kind)).Select(DeployedName).OfType<string>()]);
    }

    private static List<JsonProperty> Members(JsonElement library, string name) =>
        library.TryGetProperty(name, out var members) ? [.. members.EnumerateObject()] : [];

    private static string? DeployedName(JsonProperty asset)
    {
        var name = asset.Name[(asset.Name.LastIndexOf('/') + 1)..];
        // The placeholder of a package that has nothing for this framework.
        return name == "_._" ? null : asset.Value.TryGetProperty("locale", out var locale) ? $"{locale.GetString()}/{name}" : name;
    }
}
