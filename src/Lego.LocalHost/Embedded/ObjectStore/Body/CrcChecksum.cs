using System.Buffers.Binary;

namespace Lego.LocalHost.Embedded.ObjectStore.Body;

/// <summary>A reflected CRC of up to 64 bits, eight bytes a step.</summary>
internal sealed class CrcChecksum(CrcTable table) : IChecksum
{
    private ulong _value = table.Mask;

    public void Append(ReadOnlySpan<byte> data)
    {
        var crc = _value;
        while (data.Length >= 8)
        {
            crc = table.Step(crc ^ BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[8..];
        }

        foreach (var b in data) crc = table.Step(crc, b);
        _value = crc;
    }

    public byte[] Finish()
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _value ^ table.Mask);
        return bytes[^table.Bytes..];
    }

    public void Dispose()
    {
    }
}
