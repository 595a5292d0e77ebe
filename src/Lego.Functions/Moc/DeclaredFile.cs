namespace Lego.Functions.Moc;

/// <summary>A file that a client announces.</summary>
internal sealed record DeclaredFile(string FileName, string FileType, string MimeType, long Size);
