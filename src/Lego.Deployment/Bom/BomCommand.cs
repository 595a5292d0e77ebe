using System.Globalization;
using System.Text.Json;

namespace Lego.Deployment.Bom;

/// <summary><c>sbom</c>: makes the bill of materials of a publish folder or of a package.</summary>
internal static class BomCommand
{
    public static int Run(Arguments arguments)
    {
        arguments.AllowOnly("manifest", "folder", "package", "output", "packages");
        var manifest = DependencyManifest.Read(arguments.Required("manifest"));
        var output = arguments.Required("output");
        var packages = arguments.Optional("packages") ?? PackageFacts.DefaultFolder;
        var bill = arguments.Optional("package") is { } package
            ? BillOfMaterials.OfPackage(manifest, package, VersionOf(package, manifest.Name), packages)
            : BillOfMaterials.OfFolder(manifest, arguments.Required("folder"), packages, LinkedInto(arguments.Required("manifest"), arguments.Required("folder")));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        File.WriteAllBytes(output, CycloneDxWriter.Write(bill, Time(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"))));
        Console.WriteLine($"{output}: {bill.Components.Count} components.");
        return 0;
    }

    /// <summary>Which .NET a native executable has within it: the build wrote it beside the manifest. Null for a folder that Lambda's own .NET runs.</summary>
    internal static LinkedRuntime? LinkedInto(string manifest, string folder)
    {
        if (!File.Exists(Path.Combine(folder, "bootstrap")))
        {
            return null;
        }

        var path = manifest.Replace(".deps.json", ".runtimeconfig.json", StringComparison.Ordinal);
        using var configuration = JsonDocument.Parse(File.ReadAllText(path));
        var options = configuration.RootElement.GetProperty("runtimeOptions");
        var framework = options.TryGetProperty("includedFrameworks", out var included) ? included[0] : options.GetProperty("framework");
        using var manifestDocument = JsonDocument.Parse(File.ReadAllText(manifest));
        var target = manifestDocument.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
        var identifier = target[(target.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return new LinkedRuntime($"Microsoft.NETCore.App.Runtime.NativeAOT.{identifier}", framework.GetProperty("version").GetString()!);
    }

    private static string VersionOf(string package, string name)
    {
        var file = Path.GetFileNameWithoutExtension(package);
        return file.StartsWith(name + ".", StringComparison.Ordinal)
            ? file[(name.Length + 1)..]
            : throw new ArgumentException($"--package is '{package}', which is no package of {name}.");
    }

    private static long? Time(string? epoch) => string.IsNullOrEmpty(epoch)
        ? null
        : long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : throw new ArgumentException($"SOURCE_DATE_EPOCH is '{epoch}'; it must be a number of seconds since 1970.");
}
