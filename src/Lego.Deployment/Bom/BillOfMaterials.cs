using System.Security.Cryptography;

namespace Lego.Deployment.Bom;

/// <summary>
/// What a deployed folder or a package of the framework consists of, by the manifest that the build wrote beside it: what was only needed to
/// build is not in that, and so not here.
/// </summary>
/// <param name="Subject">The deployed or packed thing itself.</param>
/// <param name="Components">What it is made of, ordered by package URL.</param>
internal sealed record BillOfMaterials(BomComponent Subject, IReadOnlyList<BomComponent> Components)
{
    private const string Own = "pkg:generic/lego-lambda/";

    /// <summary>A bill of a folder that is deployed.</summary>
    /// <param name="manifest">What the build laid into it.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="packages">The package folder of this machine.</param>
    /// <param name="runtime">The .NET that is linked into the executable; null where Lambda brings it.</param>
    /// <exception cref="InvalidDataException">The folder lacks an assembly of the manifest, has a library that the manifest lacks, or has a file twice.</exception>
    public static BillOfMaterials OfFolder(DependencyManifest manifest, string folder, string packages, LinkedRuntime? runtime)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), Hash, StringComparer.Ordinal);
        var claimed = new HashSet<string>(StringComparer.Ordinal);
        var bill = Create(manifest, packages, runtime, library =>
        {
            // Managed code is within a native executable; other libraries lie beside it.
            if (runtime is null && library.Files.FirstOrDefault(file => !files.ContainsKey(file)) is { } missing)
            {
                throw new InvalidDataException($"{missing} of {library.Name} is in the manifest, but not in {folder}.");
            }

            var own = library.Files.Where(files.ContainsKey).ToList();
            claimed.UnionWith(own);
            return [.. own.Order(StringComparer.Ordinal).Select(file => KeyValuePair.Create(file, files[file]))];
        });
        var rest = files.Where(file => !claimed.Contains(file.Key)).OrderBy(file => file.Key, StringComparer.Ordinal).ToList();
        if (rest.FirstOrDefault(file => file.Key.EndsWith(".dll", StringComparison.Ordinal) || file.Key.Contains(".so", StringComparison.Ordinal)) is { Key: { } stranger })
        {
            throw new InvalidDataException($"{stranger} is in {folder}, but no library of the manifest brings it.");
        }

        if (rest.GroupBy(file => file.Value).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new InvalidDataException($"{string.Join(" and ", twice.Select(file => file.Key))} in {folder} are the same file, which would be deployed twice.");
        }

        return bill with { Subject = bill.Subject with { Files = [.. bill.Subject.Files, .. rest] } };
    }

    /// <summary>A bill of a package of the framework: what it stands on is not in it, but comes with it.</summary>
    public static BillOfMaterials OfPackage(DependencyManifest manifest, string packageFile, string version, string packages)
    {
        var bill = Create(manifest, packages, runtime: null, _ => []);
        var purl = Purl("nuget/", manifest.Name, version);
        return bill with
        {
            Subject = bill.Subject with
            {
                Type = "library", Version = version, Purl = purl, Files = [KeyValuePair.Create(Path.GetFileName(packageFile), Hash(packageFile))],
            },
        };
    }

    private static BillOfMaterials Create(
        DependencyManifest manifest, string packages, LinkedRuntime? runtime, Func<ManifestLibrary, IReadOnlyList<KeyValuePair<string, string>>> filesOf)
    {
        var contained = manifest.Libraries.Values.Where(library => library.Files.Count > 0).ToDictionary(library => library.Name, StringComparer.OrdinalIgnoreCase);
        var linked = runtime is null ? null : new BomComponent
        {
            Type = "framework", Name = runtime.Package, Version = runtime.Version, Purl = Purl("nuget/", runtime.Package, runtime.Version),
            Facts = PackageFacts.Read(packages, runtime.Package, runtime.Version),
        };
        BomComponent Component(ManifestLibrary library) => new()
        {
            Type = library.Name == manifest.Name ? "application" : "library",
            Name = library.Name,
            Version = library.Version,
            Purl = PurlOf(library),
            Facts = library.IsPackage ? PackageFacts.Read(packages, library.Name, library.Version) : null,
            ContentHash = library.ContentHash,
            DependsOn = [.. Reached(library, manifest, contained).Select(PurlOf).Concat(library.Name == manifest.Name && linked is not null ? [linked.Purl] : []).Order(StringComparer.Ordinal)],
            Files = filesOf(library),
        };
        var others = contained.Values.Where(library => library.Name != manifest.Name).Select(Component).Concat(linked is null ? [] : [linked]);
        return new BillOfMaterials(Component(manifest.Root), [.. others.OrderBy(component => component.Purl, StringComparer.Ordinal)]);
    }

    /// <summary>What a library stands on; through one that has no files of its own, what that one stands on.</summary>
    private static HashSet<ManifestLibrary> Reached(
        ManifestLibrary library, DependencyManifest manifest, Dictionary<string, ManifestLibrary> contained)
    {
        var (found, seen) = (new HashSet<ManifestLibrary>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        var open = new Queue<string>(library.Dependencies);
        while (open.TryDequeue(out var name))
        {
            if (!seen.Add(name))
            {
                continue;
            }

            if (contained.TryGetValue(name, out var dependency))
            {
                found.Add(dependency);
            }
            else if (manifest.Libraries.TryGetValue(name, out var empty))
            {
                empty.Dependencies.ToList().ForEach(open.Enqueue);
            }
        }

        return found;
    }

    private static string PurlOf(ManifestLibrary library) =>
        library.IsPackage ? Purl("nuget/", library.Name, library.Version) : Own + $"{library.Name}@{Uri.EscapeDataString(library.Version)}";

    private static string Purl(string kind, string name, string version) => $"pkg:{kind}{name}@{Uri.EscapeDataString(version)}";

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
