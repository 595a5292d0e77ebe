namespace Lego.Functions.Shared;

/// <summary>A file of a form, kept in a temporary file because it is read more than once: to check it and for each attempt to store it.</summary>
internal sealed class UploadedFile(string field, string fileName, string contentType, FileStream spool, byte[] head) : IAsyncDisposable
{
    /// <summary>Characters of a file name: it stands in an index, whose entries PostgreSQL limits to about 2700 bytes.</summary>
    public const int MaxNameCharacters = 255;

    public string Field { get; } = field;

    /// <summary>Name as the client gave it, without folders.</summary>
    public string FileName { get; } = fileName;

    /// <summary>Media type in lower case, without parameters.</summary>
    public string ContentType { get; } = contentType;

    public long Length { get; } = spool.Length;

    /// <summary>The first bytes.</summary>
    public ReadOnlySpan<byte> Head => head;

    /// <summary>Part of the file name from the last dot on, in lower case.</summary>
    public string Extension => Path.GetExtension(FileName).ToLowerInvariant();

    public FileStream OpenRead() => new(spool.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 81920, useAsync: true);

    public ValueTask DisposeAsync() => spool.DisposeAsync();
}
