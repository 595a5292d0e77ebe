namespace Lego.LocalHost.Embedded.ObjectStore.Body;

/// <remarks><c>Declared</c>: The checksum that the request carried and that was found right.</remarks>
internal sealed record ReceivedBody(Digests Digests, ChecksumAlgorithm? Declared);
