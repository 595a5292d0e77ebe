namespace Lego.Functions.Moc;

/// <summary>A file to be added to a MOC.</summary>
internal sealed record MocFileRow(string FileType, string FileUrl, string OriginalFilename, string MimeType);
