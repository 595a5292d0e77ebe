namespace Lego.Deployment.Bom;

/// <summary>One library of a dependency manifest.</summary>
/// <param name="Name">Its name as its publisher writes it.</param>
/// <param name="Version">Its version.</param>
/// <param name="IsPackage">Whether it comes from a gallery; else it is a project of ours.</param>
/// <param name="ContentHash">What the package lock holds of it: SHA-512 in base64 of the package without its signature; empty for a project.</param>
/// <param name="Dependencies">Names of the libraries that it calls.</param>
/// <param name="Files">The files of it that are deployed, by their names beside the executable.</param>
internal sealed record ManifestLibrary(
    string Name, string Version, bool IsPackage, string ContentHash, IReadOnlyList<string> Dependencies, IReadOnlyList<string> Files);
