using Lego.Functions.Shared;

namespace Lego.Functions.Moc;

/// <summary>A file that a client may upload: the row that waits for it and where to send it.</summary>
internal sealed record SignedMocFile(Guid Id, MocFileRow Row, PresignedUpload Upload);
