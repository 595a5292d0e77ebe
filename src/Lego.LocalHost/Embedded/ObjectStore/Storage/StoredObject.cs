namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <summary>An object as its metadata file holds it; the data is in a file of its own, named by chance.</summary>
/// <remarks><c>PartSizes</c>: Sizes of the parts it was uploaded in; empty for an object of one request.</remarks>
internal sealed record StoredObject(
    string Key,
    string DataFile,
    long Size,
    string ETag,
    DateTimeOffset LastModified,
    ObjectAttributes Attributes,
    StoredChecksum? Checksum,
    IReadOnlyList<long> PartSizes);
