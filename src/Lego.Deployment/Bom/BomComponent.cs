namespace Lego.Deployment.Bom;

/// <summary>One component of a bill of materials.</summary>
internal sealed record BomComponent
{
    /// <summary>A CycloneDX component type: application, framework or library.</summary>
    public required string Type { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>Its package URL, by which it is also referred to.</summary>
    public required string Purl { get; init; }

    /// <summary>What its package says of itself; null for what is ours.</summary>
    public PackageFacts? Facts { get; init; }

    /// <summary>The content hash of the package lock; empty for what is ours.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>Package URLs of what it stands on.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Its deployed files: name and SHA-256 in hexadecimal.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Files { get; init; } = [];
}
