using Microsoft.Win32.SafeHandles;

namespace Lego.LocalHost.Embedded.ObjectStore.Body;

/// <summary>A piece of an open file; the file stays the caller's.</summary>
internal sealed class FileRangeStream(SafeFileHandle file, long start, long length) : ReadOnlyStream
{
    private long _position = start;
    private long _remaining = length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length > _remaining) buffer = buffer[..(int)_remaining];
        if (buffer.IsEmpty) return 0;
        var read = await RandomAccess.ReadAsync(file, buffer, _position, cancellationToken);
        _position += read;
        _remaining -= read;
        return read;
    }
}
