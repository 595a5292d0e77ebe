using System.Xml.Linq;

namespace Lego.Deployment.Bom;

/// <summary>What a package in this machine's package folder says of itself.</summary>
/// <param name="FileHash">SHA-512 of the package's file, in hexadecimal.</param>
/// <param name="License">An SPDX expression, or the address or the name of a text; null when it says nothing.</param>
/// <param name="LicenseKind">What <paramref name="License"/> is.</param>
/// <param name="Authors">Who publishes it.</param>
/// <param name="Website">Its page; null when it names none.</param>
internal sealed record PackageFacts(string FileHash, string? License, LicenseKind LicenseKind, string? Authors, string? Website)
{
    /// <summary>The folder that a restore fills, as NuGet finds it.</summary>
    public static string DefaultFolder => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <exception cref="InvalidDataException">The package is not there; it was never restored on this machine.</exception>
    public static PackageFacts Read(string packages, string name, string version)
    {
        var (id, number) = (name.ToLowerInvariant(), version.ToLowerInvariant());
        var folder = Path.Combine(packages, id, number);
        var (hash, description) = (Path.Combine(folder, $"{id}.{number}.nupkg.sha512"), Path.Combine(folder, id + ".nuspec"));
        if (!File.Exists(hash) || !File.Exists(description))
        {
            throw new InvalidDataException($"{name} {version} is not in {packages}: restore it, or name the folder with --packages.");
        }

        var metadata = XDocument.Load(description).Root!.Elements().First(element => element.Name.LocalName == "metadata");
        XElement? Element(string local) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == local);
        var license = Element("license");
        var (text, kind) = license is { Value.Length: > 0 }
            ? (license.Value.Trim(), license.Attribute("type")?.Value == "expression" ? LicenseKind.Expression : LicenseKind.File)
            : (Element("licenseUrl")?.Value.Trim(), LicenseKind.Address);
        return new PackageFacts(
            Convert.ToHexStringLower(Convert.FromBase64String(File.ReadAllText(hash).Trim())),
            string.IsNullOrEmpty(text) ? null : text,
            kind,
            NullIfEmpty(Element("authors")?.Value),
            NullIfEmpty(Element("projectUrl")?.Value));
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
