namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>A part as the completing request names it.</summary>
internal sealed record NamedPart(int Number, string ETag, string? Checksum);
