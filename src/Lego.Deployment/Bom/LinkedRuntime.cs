namespace Lego.Deployment.Bom;

/// <summary>The .NET that a native executable has within it.</summary>
/// <param name="Package">The package that it is linked from.</param>
/// <param name="Version">Its version.</param>
internal sealed record LinkedRuntime(string Package, string Version);
