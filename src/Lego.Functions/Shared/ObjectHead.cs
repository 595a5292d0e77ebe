namespace Lego.Functions.Shared;

/// <summary>What a bucket says of an object without its content.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="ContentType">Media type as it was uploaded, or null.</param>
internal sealed record ObjectHead(long Length, string? ContentType);
