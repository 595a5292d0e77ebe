namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <summary>A multipart upload as its file holds it.</summary>
/// <remarks><c>IsChecksumChosen</c>: Whether the client chose the algorithm, and so must use it for the parts.</remarks>
internal sealed record StoredUpload(
    string UploadId,
    string Key,
    DateTimeOffset Initiated,
    ObjectAttributes Attributes,
    string ChecksumAlgorithm,
    string ChecksumType,
    bool IsChecksumChosen);
