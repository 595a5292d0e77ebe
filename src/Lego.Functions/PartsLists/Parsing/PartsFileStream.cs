namespace Lego.Functions.PartsLists.Parsing;

/// <summary>
/// Reads a file up to the largest size that is allowed and ends there, so that no reader sees more. The stream underneath stays open.
/// </summary>
internal sealed class PartsFileStream(Stream content, long maxBytes) : Stream
{
    private long _length;

    /// <summary>Whether the file was longer.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>Whether nothing but white space was read.</summary>
    public bool IsBlank { get; private set; } = true;

    /// <summary>The first byte, or null before it was read.</summary>
    public byte? FirstByte { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => IsTooLarge ? 0 : Accept(buffer[..content.Read(buffer)]);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsTooLarge)
        {
            return 0;
        }

        var count = await content.ReadAsync(buffer, cancellationToken);
        return Accept(buffer.Span[..count]);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Accept(ReadOnlySpan<byte> bytes)
    {
        _length += bytes.Length;
        if (_length > maxBytes)
        {
            IsTooLarge = true;
            return 0;
        }

        if (!bytes.IsEmpty)
        {
            FirstByte ??= bytes[0];
            IsBlank &= bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0;
        }

        return bytes.Length;
    }
}
