using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;

namespace Lego.Lambda.Runtime.RuntimeApi.Wire;

/// <summary>Writes requests, each into the place of the one before.</summary>
internal sealed class RequestWriter
{
    private const int UsualBytes = 1024;
    private const int LongestNumber = 11;

    private byte[] _buffer = new byte[UsualBytes];
    private int _count;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _count);

    public RequestWriter Clear()
    {
        // An error report is large and rare; its memory is not held for the next.
        if (_buffer.Length > UsualBytes)
            _buffer = new byte[UsualBytes];
        _count = 0;
        return this;
    }

    public RequestWriter Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _count += bytes.Length;
        return this;
    }

    public RequestWriter Add(int number)
    {
        Utf8Formatter.TryFormat(number, Room(LongestNumber), out var written);
        _count += written;
        return this;
    }

    /// <summary>Adds a header line, if there is a value; letters that a header may not hold become question marks.</summary>
    public RequestWriter AddHeader(ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
            return this;
        Add(name).Add(": "u8);
        var room = Room(value.Length);
        for (var i = 0; i < value.Length; i++)
            room[i] = value[i] is >= ' ' and <= '~' or '\t' or (>= '\u00a0' and <= '\u00ff') ? (byte)value[i] : (byte)'?';
        _count += value.Length;
        return Add("\r\n"u8);
    }

    /// <summary>Adds one segment of a path.</summary>
    public RequestWriter AddPathSegment(string text)
    {
        var room = Room(text.Length);
        var length = 0;
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '.' or '_' or '~'))
                return Add(Escape(text));
            room[length++] = (byte)letter;
        }

        _count += length;
        return this;
    }

    // Apart, so that the URI parser is loaded only by those who need it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Escape(string text) => Encoding.ASCII.GetBytes(Uri.EscapeDataString(text));

    private Span<byte> Room(int count)
    {
        if (_buffer.Length - _count < count)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _count + count));
        return _buffer.AsSpan(_count, count);
    }
}
