namespace Lego.Lambda.Testing.Capture;

/// <summary>The stream behind a <see cref="Lego.Lambda.Runtime.Logging.JsonLineOutput"/>, which writes one whole line at a time.</summary>
internal sealed class LineStream(LineStream.Take take) : Stream
{
    internal delegate void Take(ReadOnlySpan<byte> line);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => take(buffer);

    public override void Write(byte[] buffer, int offset, int count) => take(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
