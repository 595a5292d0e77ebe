using System.Text;

namespace Lego.Lambda.Runtime.RuntimeApi.Wire;

/// <content>The status line and the headers.</content>
internal sealed partial class AnswerParser
{
    private void ReadStatus(ReadOnlySpan<byte> line)
    {
        const int Digits = 9;
        var isHttp = line.Length >= Digits + 3 && line.StartsWith("HTTP/1."u8) && line[7] is (byte)'0' or (byte)'1' && line[8] == ' ';
        if (!isHttp || !TryReadDigits(line.Slice(Digits, 3), out var status) || status < 100 || (line.Length > Digits + 3 && line[Digits + 3] != ' '))
            throw Malformed("its first line is no HTTP/1.1 status");
        Status = (int)status;
        KeepsConnection = line[7] == '1';
        _phase = Phase.Headers;
    }

    private void ReadHeader(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[0] is (byte)' ' or (byte)'\t' || line[colon - 1] is (byte)' ' or (byte)'\t')
            throw Malformed("a header has no name");
        var slot = HeaderNames.SlotOf(line[..colon]);
        if (slot == HeaderSlot.Other)
            return;
        var value = line[(colon + 1)..].TrimStart(" \t"u8);
        var start = _lineStart + line.Length - value.Length;
        value = value.TrimEnd(" \t"u8);
        switch (slot)
        {
            case HeaderSlot.ContentLength:
                ReadContentLength(value);
                break;
            case HeaderSlot.TransferEncoding:
                if (!Ascii.EqualsIgnoreCase(value, "chunked"u8))
                    throw Malformed("its transfer coding is not chunked");
                _isChunked = true;
                break;
            case HeaderSlot.Connection:
                KeepsConnection &= !Ascii.EqualsIgnoreCase(value, "close"u8);
                break;
            default:
                if (_values[(int)slot].Length == 0)
                    _values[(int)slot] = (start, value.Length);
                break;
        }
    }

    private void ReadContentLength(ReadOnlySpan<byte> value)
    {
        if (!TryReadDigits(value, out var length) || (_contentLength >= 0 && _contentLength != length))
            throw Malformed("its Content-Length is no number, or there are two");
        _contentLength = length;
    }

    // More digits than a length or a status ever has are no number, so that nothing overflows.
    private static bool TryReadDigits(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            number = number * 10 + digit - '0';
        }

        return text.Length is > 0 and <= 18;
    }
}
