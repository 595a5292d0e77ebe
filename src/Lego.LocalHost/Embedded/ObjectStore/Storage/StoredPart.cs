namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <remarks><c>Checksum</c>: Base64, in the algorithm of the upload.</remarks>
internal sealed record StoredPart(int Number, string DataFile, long Size, string ETag, string Checksum, DateTimeOffset LastModified);
