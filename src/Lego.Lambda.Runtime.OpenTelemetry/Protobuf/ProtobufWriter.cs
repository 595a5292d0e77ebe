using System.Buffers.Binary;
using System.Text;

namespace Lego.Lambda.Runtime.OpenTelemetry.Protobuf;

/// <summary>Writes a protobuf message. Source: Protocol Buffers documentation, "Encoding".</summary>
internal sealed class ProtobufWriter
{
    // A length that is not known yet takes this many bytes, in a longer form than need be, which readers have to accept.
    private const int LengthSize = 4;

    private byte[] _buffer = new byte[4096];

    private enum WireType
    {
        Varint = 0,
        Fixed64 = 1,
        Length = 2,
        Fixed32 = 5,
    }

    /// <summary>Bytes so far.</summary>
    internal int Length { get; private set; }

    /// <summary>What was written. Belongs to the writer until nothing more is written.</summary>
    internal ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    internal void Text(int field, string value)
    {
        Tag(field, WireType.Length);
        var length = Encoding.UTF8.GetByteCount(value);
        Varint((ulong)length);
        // Half a surrogate pair becomes a replacement character: protobuf takes well-formed UTF-8 only.
        Length += Encoding.UTF8.GetBytes(value, Reserve(length));
    }

    internal void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, WireType.Length);
        Varint((ulong)value.Length);
        value.CopyTo(Reserve(value.Length));
        Length += value.Length;
    }

    internal void Integer(int field, long value)
    {
        Tag(field, WireType.Varint);
        Varint((ulong)value);
    }

    internal void Boolean(int field, bool value) => Integer(field, value ? 1 : 0);

    internal void Double(int field, double value) => Fixed64(field, BitConverter.DoubleToUInt64Bits(value));

    internal void Fixed64(int field, ulong value)
    {
        Tag(field, WireType.Fixed64);
        BinaryPrimitives.WriteUInt64LittleEndian(Reserve(sizeof(ulong)), value);
        Length += sizeof(ulong);
    }

    internal void Fixed32(int field, uint value)
    {
        Tag(field, WireType.Fixed32);
        BinaryPrimitives.WriteUInt32LittleEndian(Reserve(sizeof(uint)), value);
        Length += sizeof(uint);
    }

    /// <summary>Starts a message inside of the message.</summary>
    /// <returns>To be given to <see cref="Close"/>.</returns>
    internal int Open(int field)
    {
        Tag(field, WireType.Length);
        _ = Reserve(LengthSize);
        Length += LengthSize;
        return Length;
    }

    /// <summary>Ends the inner message.</summary>
    internal void Close(int start)
    {
        var length = (uint)(Length - start);
        var bytes = _buffer.AsSpan(start - LengthSize, LengthSize);
        for (var i = 0; i < LengthSize; i++, length >>= 7)
        {
            bytes[i] = (byte)((length & 0x7F) | (i < LengthSize - 1 ? 0x80u : 0u));
        }
    }

    /// <summary>Takes back all that was written since the message had this length.</summary>
    internal void Truncate(int length) => Length = length;

    private void Tag(int field, WireType type) => Varint(((ulong)field << 3) | (ulong)type);

    private void Varint(ulong value)
    {
        var bytes = Reserve(10);
        var count = 0;
        for (; value > 0x7F; value >>= 7)
        {
            bytes[count++] = (byte)(value | 0x80);
        }

        bytes[count++] = (byte)value;
        Length += count;
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - Length < count)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + count));
        }

        return _buffer.AsSpan(Length);
    }
}
