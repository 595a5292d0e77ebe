using System.Buffers;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>A growing buffer on pooled arrays that belongs to one invocation.</summary>
/// <remarks>
/// A buffer per invocation instead of one per poller: background work that outlives its invocation then meets an exception, and never
/// the response of the next invocation.
/// </remarks>
internal sealed class PooledBuffer(int sizeHint = PooledBuffer.SmallestArray) : IBufferWriter<byte>, IDisposable
{
    private const int SmallestArray = 4 * 1024;

    private byte[] _array = ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, SmallestArray));
    private bool _isSealed;

    public int WrittenCount { get; private set; }

    public ReadOnlyMemory<byte> WrittenMemory => _array.AsMemory(0, WrittenCount);

    public void Advance(int count)
    {
        EnsureOpen();
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _array.Length - WrittenCount);
        WrittenCount += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureOpen();
        EnsureFree(Math.Max(sizeHint, 1));
        return _array.AsMemory(WrittenCount);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>From here on the bytes are only read.</summary>
    public void Seal() => _isSealed = true;

    public void Dispose()
    {
        _isSealed = true;
        WrittenCount = 0;
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
        if (_array.Length - WrittenCount >= count)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_array.Length * 2, WrittenCount + count)));
        _array.AsSpan(0, WrittenCount).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }
}
