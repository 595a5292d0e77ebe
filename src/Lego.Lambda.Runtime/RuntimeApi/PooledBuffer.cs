using System.Buffers;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>A growing buffer on pooled arrays that belongs to one invocation.</summary>
/// <param name="sizeHint">Bytes that are likely to be written.</param>
/// <param name="reserved">Bytes to keep free in front of them, for <see cref="WithHead"/>.</param>
/// <remarks>
/// A buffer per invocation instead of one per poller: background work that outlives its invocation then meets an exception, and never
/// the response of the next invocation.
/// </remarks>
internal sealed class PooledBuffer(int sizeHint = PooledBuffer.SmallestArray, int reserved = 0) : IBufferWriter<byte>, IDisposable
{
    private const int SmallestArray = 4 * 1024;

    private byte[] _array = ArrayPool<byte>.Shared.Rent(reserved + Math.Max(sizeHint, SmallestArray));
    private int _start = reserved;
    private int _end = reserved;
    private bool _isSealed;

    public int WrittenCount => _end - _start;

    public ReadOnlyMemory<byte> WrittenMemory => _array.AsMemory(_start, WrittenCount);

    public void Advance(int count)
    {
        EnsureOpen();
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _array.Length - _end);
        _end += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureOpen();
        EnsureFree(Math.Max(sizeHint, 1));
        return _array.AsMemory(_end);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>From here on the bytes are only read.</summary>
    public void Seal() => _isSealed = true;

    /// <summary>What was written, with <paramref name="head"/> in front of it, in one piece.</summary>
    public ReadOnlySpan<byte> WithHead(ReadOnlySpan<byte> head)
    {
        if (head.Length > _start)
            return (byte[])[.. head, .. _array.AsSpan(_start, WrittenCount)];
        head.CopyTo(_array.AsSpan(_start - head.Length));
        return _array.AsSpan(_start - head.Length, head.Length + WrittenCount);
    }

    public void Dispose()
    {
        _isSealed = true;
        _start = 0;
        _end = 0;
        var array = _array;
        _array = [];
        if (array.Length > 0)
            ArrayPool<byte>.Shared.Return(array);
    }

    private void EnsureOpen()
    {
        if (_isSealed)
            throw new InvalidOperationException("The invocation has ended; its response can no longer be written.");
    }

    private void EnsureFree(int count)
    {
        if (_array.Length - _end >= count)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_array.Length * 2, _end + count)));
        _array.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }
}
