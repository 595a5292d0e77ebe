using System.Buffers.Binary;
using System.Text;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests.Otlp;

/// <summary>A protobuf message taken apart; throws on anything that is not well formed.</summary>
internal sealed class ProtobufMessage
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<(int Field, ulong Number, byte[] Bytes)> _members = [];

    internal ProtobufMessage(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var tag = Varint(ref bytes);
            var field = checked((int)(tag >> 3));
            switch (tag & 7)
            {
                case 0:
                    _members.Add((field, Varint(ref bytes), []));
                    break;
                case 1:
                    _members.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref bytes, 8)), []));
                    break;
                case 2:
                    _members.Add((field, 0, Take(ref bytes, checked((int)Varint(ref bytes))).ToArray()));
                    break;
                case 5:
                    _members.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref bytes, 4)), []));
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} of field {field}.");
            }
        }
    }

    internal IReadOnlyList<int> Fields => [.. _members.Select(member => member.Field)];

    internal ulong Number(int field) => _members.LastOrDefault(member => member.Field == field).Number;

    internal byte[] Bytes(int field) => _members.LastOrDefault(member => member.Field == field).Bytes ?? [];

    internal string Text(int field) => Strict.GetString(Bytes(field));

    internal string Hex(int field) => Convert.ToHexStringLower(Bytes(field));

    internal ProtobufMessage Message(int field) => new(Bytes(field));

    internal IEnumerable<ProtobufMessage> Messages(int field) =>
        _members.Where(member => member.Field == field).Select(member => new ProtobufMessage(member.Bytes));

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var i = 0; ; i++)
        {
            var next = Take(ref bytes, 1)[0];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return value;
            }

            if (i == 9)
            {
                throw new InvalidDataException("A varint of more than ten bytes.");
            }
        }
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }
}
