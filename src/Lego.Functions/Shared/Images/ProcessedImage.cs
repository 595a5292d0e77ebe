namespace Lego.Functions.Shared.Images;

/// <summary>A WebP image in a temporary file, which goes with this object.</summary>
internal sealed class ProcessedImage(FileStream spool, byte[] head, int width, int height) : IAsyncDisposable
{
    public const string ContentType = "image/webp";

    /// <summary>The file, in the form that the object storage takes.</summary>
    public UploadedFile File { get; } = new("", "image.webp", ContentType, spool, head);

    public int Width { get; } = width;

    public int Height { get; } = height;

    public long ByteSize => File.Length;

    public FileStream OpenRead() => File.OpenRead();

    public ValueTask DisposeAsync() => File.DisposeAsync();
}
