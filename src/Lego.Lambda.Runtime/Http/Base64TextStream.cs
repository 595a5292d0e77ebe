using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Reads the bytes of a base64 text as they are asked for, so that a large body is never held twice.</summary>
internal sealed class Base64TextStream(string text) : Stream
{
    // Whole groups of four characters, so that each piece decodes by itself.
    private const int PieceCharacters = 16 * 1024;

    private readonly byte[] _piece = new byte[PieceCharacters / 4 * 3];
    private int _next;
    private int _start;
    private int _count;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_count == 0 && !Decode())
        {
            return 0;
        }

        var length = Math.Min(buffer.Length, _count);
        _piece.AsSpan(_start, length).CopyTo(buffer);
        _start += length;
        _count -= length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool Decode()
    {
        if (_next >= text.Length)
        {
            return false;
        }

        var length = Math.Min(PieceCharacters, text.Length - _next);
        if (!Convert.TryFromBase64Chars(text.AsSpan(_next, length), _piece, out _count))
        {
            throw new BadRequestException("The body is not valid base64.");
        }

        _next += length;
        _start = 0;
        return _count > 0 || Decode();
    }
}
