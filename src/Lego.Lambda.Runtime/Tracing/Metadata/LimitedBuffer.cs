using System.Buffers;
using Lego.Lambda.Runtime.RuntimeApi;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <summary>A buffer that refuses to grow past a limit, for code of others that writes as much as it likes.</summary>
internal sealed class LimitedBuffer(int limit) : IBufferWriter<byte>, IDisposable
{
    private readonly PooledBuffer _buffer = new();

    /// <summary>True once something did not fit.</summary>
    public bool IsFull { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.WrittenMemory.Span;

    public void Advance(int count) => _buffer.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_buffer.WrittenCount + (long)sizeHint > limit)
        {
            IsFull = true;
            throw new InvalidOperationException("The buffer is full.");
        }

        return _buffer.GetMemory(sizeHint);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose() => _buffer.Dispose();
}
