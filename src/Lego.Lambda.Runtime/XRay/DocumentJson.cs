using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using Lego.Lambda.Runtime.Errors.Redaction;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>
/// Writes JSON straight to UTF-8, all that is not ASCII escaped, which some readers of the protocol need. Knows nothing of what it writes:
/// its callers open and close in order, and give names in ASCII.
/// </summary>
internal sealed class DocumentJson
{
    private const int FirstSize = 8 * 1024;

    // What one large trace needed is not kept for those after it.
    private const int LargestKept = 128 * 1024;

    // The longest number: a double by its shortest form, or a time.
    private const int NumberLength = 32;

    // What the default encoder writes as it is. It escapes some ASCII too, so that JSON can stand in HTML.
    private static readonly CharTable Plain = new(
        " !#$%()*,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~");

    private byte[] _buffer = new byte[FirstSize];
    private int _length;
    private bool _isBehindValue;

    internal ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Begins anew behind a prefix that is written as it is.</summary>
    internal void Reset(ReadOnlySpan<byte> prefix)
    {
        if (_buffer.Length > LargestKept)
        {
            _buffer = new byte[FirstSize];
        }

        _length = 0;
        _isBehindValue = false;
        Append(prefix);
    }

    internal void WriteStartObject() => Open((byte)'{');

    internal void WriteStartObject(ReadOnlySpan<byte> name) => Open(name, (byte)'{');

    internal void WriteStartObject(string name)
    {
        WritePropertyName(name);
        WriteStartObject();
    }

    internal void WriteEndObject() => Close((byte)'}');

    internal void WriteStartArray() => Open((byte)'[');

    internal void WriteStartArray(ReadOnlySpan<byte> name) => Open(name, (byte)'[');

    internal void WriteEndArray() => Close((byte)']');

    internal void WritePropertyName(ReadOnlySpan<byte> name)
    {
        Reserve(name.Length + 4);
        Separate();
        var buffer = _buffer;
        var at = _length;
        buffer[at++] = (byte)'"';
        name.CopyTo(buffer.AsSpan(at));
        at += name.Length;
        buffer[at++] = (byte)'"';
        buffer[at++] = (byte)':';
        _length = at;
        _isBehindValue = false;
    }

    internal void WritePropertyName(string name)
    {
        WriteStringValue(name);
        Reserve(1);
        _buffer[_length++] = (byte)':';
        _isBehindValue = false;
    }

    internal void WriteString(ReadOnlySpan<byte> name, ReadOnlySpan<char> value)
    {
        WritePropertyName(name);
        WriteStringValue(value);
    }

    internal void WriteString(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        WritePropertyName(name);
        WriteStringValue(value);
    }

    internal void WriteNumber(ReadOnlySpan<byte> name, long value)
    {
        WritePropertyName(name);
        WriteNumberValue(value);
    }

    internal void WriteBoolean(ReadOnlySpan<byte> name, bool value)
    {
        WritePropertyName(name);
        WriteBooleanValue(value);
    }

    /// <summary>Writes an id of 16 hex digits.</summary>
    internal void WriteId(ReadOnlySpan<byte> name, ulong id)
    {
        const int Digits = 16;
        WritePropertyName(name);
        Reserve(Digits + 2);
        _buffer[_length] = (byte)'"';
        var text = _buffer.AsSpan(_length + 1, Digits);
        for (var i = Digits - 1; i >= 0; i--, id >>= 4)
        {
            text[i] = "0123456789abcdef"u8[(int)(id & 15)];
        }

        _buffer[_length + 1 + Digits] = (byte)'"';
        _length += Digits + 2;
        _isBehindValue = true;
    }

    /// <summary>Writes a text that is ASCII without anything to escape.</summary>
    internal void WriteStringValue(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length + 3);
        Separate();
        _buffer[_length++] = (byte)'"';
        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
        _buffer[_length++] = (byte)'"';
        _isBehindValue = true;
    }

    internal void WriteStringValue(ReadOnlySpan<char> value)
    {
        Reserve(value.Length + 3);
        Separate();
        _buffer[_length++] = (byte)'"';
        var plain = AppendPlain(value);
        if (plain < value.Length)
        {
            AppendEscaped(value[plain..]);
        }

        Reserve(1);
        _buffer[_length++] = (byte)'"';
        _isBehindValue = true;
    }

    internal void WriteNumberValue(long value)
    {
        Reserve(NumberLength + 1);
        Separate();
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out var written);
        _length += written;
        _isBehindValue = true;
    }

    internal void WriteNumberValue(double value)
    {
        // Most are counts. A negative zero and what a long rounds keep their own form.
        if (Math.Abs(value) < 1e15 && value == Math.Truncate(value) && (value != 0 || !double.IsNegative(value)))
        {
            WriteNumberValue((long)value);
            return;
        }

        Reserve(NumberLength + 1);
        Separate();
        value.TryFormat(_buffer.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
        _isBehindValue = true;
    }

    internal void WriteBooleanValue(bool value) => WriteRawValue(value ? "true"u8 : "false"u8);

    internal void WriteNullValue() => WriteRawValue("null"u8);

    /// <summary>Writes what is JSON already.</summary>
    internal void WriteRawValue(ReadOnlySpan<byte> json)
    {
        Reserve(json.Length + 1);
        Separate();
        json.CopyTo(_buffer.AsSpan(_length));
        _length += json.Length;
        _isBehindValue = true;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    // One walk that looks and copies: most texts are short.
    private int AppendPlain(ReadOnlySpan<char> text)
    {
        var to = _buffer.AsSpan(_length, text.Length);
        var plain = Plain;
        var i = 0;
        for (; i < text.Length && plain.Contains(text[i]); i++)
        {
            to[i] = (byte)text[i];
        }

        _length += i;
        return i;
    }

    private void AppendEscaped(ReadOnlySpan<char> text)
    {
        Span<char> escaped = stackalloc char[256];
        while (text.Length > 0)
        {
            JavaScriptEncoder.Default.Encode(text, escaped, out var read, out var written);
            Reserve(written);
            Ascii.FromUtf16(escaped[..written], _buffer.AsSpan(_length), out _);
            _length += written;
            text = text[read..];
        }
    }

    private void Open(byte bracket)
    {
        Reserve(2);
        Separate();
        _buffer[_length++] = bracket;
        _isBehindValue = false;
    }

    private void Open(ReadOnlySpan<byte> name, byte bracket)
    {
        WritePropertyName(name);
        Open(bracket);
    }

    private void Close(byte bracket)
    {
        Reserve(1);
        _buffer[_length++] = bracket;
        _isBehindValue = true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Separate()
    {
        if (_isBehindValue)
        {
            _buffer[_length++] = (byte)',';
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Grow(count);
        }
    }

    private void Grow(int count) => Array.Resize(ref _buffer, checked(Math.Max(_buffer.Length * 2, _length + count)));
}
