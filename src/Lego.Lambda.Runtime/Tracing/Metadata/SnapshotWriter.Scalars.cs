using System.Globalization;
using System.Net;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <content>Values that hold no others.</content>
internal sealed partial class SnapshotWriter
{
    // The shortest card numbers have 13 digits; what is below cannot be one.
    private const long PerhapsCard = 1_000_000_000_000;

    private const int LongestNumber = 40;

    // Enough of a text that is not a string yet: no limit shows more.
    private const int LongestCopy = 4 * MetadataLimits.GreatestBytes;

    private bool TryWriteScalar(object? value, NameSecrecy secrecy)
    {
        switch (value)
        {
            case null: _json.WriteNullValue(); break;
            case string text: WriteText(text, secrecy); break;
            case bool flag: _json.WriteBooleanValue(flag); break;
            case char character: WriteText(character.ToString(), secrecy); break;
            case DateTime time: _json.WriteStringValue(time); break;
            case DateTimeOffset time: _json.WriteStringValue(time); break;
            case Guid id: _json.WriteStringValue(id); break;
            case Enum name: WriteText(name.ToString(), NameSecrecy.None); break;
            case DateOnly date: WriteText(date.ToString("O", CultureInfo.InvariantCulture), NameSecrecy.None); break;
            case TimeOnly time: WriteText(time.ToString("O", CultureInfo.InvariantCulture), NameSecrecy.None); break;
            case TimeSpan time: WriteText(time.ToString("c", CultureInfo.InvariantCulture), NameSecrecy.None); break;
            case StringBuilder text:
                WriteText(Guarded.Text(static text => text.ToString(0, Math.Min(text.Length, LongestCopy)), text), secrecy, text.Length);
                break;
            case Version or Rune or Index or Range or CultureInfo or TimeZoneInfo:
                WriteGuarded(static value => value.ToString(), value, secrecy);
                break;
            case byte[] bytes: WriteMark(Mark.Bytes(bytes.LongLength)); break;
            case ReadOnlyMemory<byte> bytes: WriteMark(Mark.Bytes(bytes.Length)); break;
            case Memory<byte> bytes: WriteMark(Mark.Bytes(bytes.Length)); break;
            case ArraySegment<byte> bytes: WriteMark(Mark.Bytes(bytes.Count)); break;
            case JsonElement element: return TryWriteElement(element, secrecy);
            case JsonValue node: Write(Guarded.Value(static node => (object)ElementOf(node), node), secrecy); break;
            default: return TryWriteNumber(value) || TryWriteRare(value, secrecy) || TryWriteOpaque(value);
        }

        return true;
    }

    // Apart, since to ask for these types loads their libraries.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryWriteRare(object value, NameSecrecy secrecy)
    {
        switch (value)
        {
            case Uri uri: WriteText(uri.OriginalString, secrecy); break;
            case IPAddress or EndPoint: WriteGuarded(static value => value.ToString(), value, secrecy); break;
            case Complex: WriteDigits(Invariant(value), isNumber: false); break;
            case BigInteger number when number.GetByteCount() > LongestNumber: WriteMark(Mark.Bits(number.GetBitLength())); break;
            case BigInteger: WriteDigits(Invariant(value), isNumber: false); break;
            default: return false;
        }

        return true;
    }

    private bool TryWriteNumber(object value)
    {
        switch (value)
        {
            case int number: _json.WriteNumberValue(number); break;
            case byte or sbyte or short or ushort: _json.WriteNumberValue(Convert.ToInt32(value, CultureInfo.InvariantCulture)); break;
            case uint number: _json.WriteNumberValue(number); break;
            case long and > -PerhapsCard and < PerhapsCard: _json.WriteNumberValue((long)value); break;
            case double number when double.IsFinite(number): _json.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): _json.WriteNumberValue(number); break;
            case Half number when Half.IsFinite(number): _json.WriteNumberValue((float)number); break;
            case long or ulong or decimal or nint or nuint: WriteDigits(Invariant(value), isNumber: true); break;
            case double or float or Half: WriteText(Invariant(value), NameSecrecy.None); break;
            case Int128 or UInt128: WriteDigits(Invariant(value), isNumber: false); break;
            default: return false;
        }

        return true;
    }

    /// <summary>Long numbers pass the redactor as texts do: cards have such numbers. What few readers can hold is a text.</summary>
    private void WriteDigits(string digits, bool isNumber)
    {
        if (isNumber && digits.Length <= LongestNumber && SnapshotText.Redact(digits, LongestNumber, out _).SequenceEqual(digits))
        {
            _json.WriteRawValue(digits, skipInputValidation: true);
        }
        else
        {
            WriteText(digits, NameSecrecy.None);
        }
    }

    /// <summary>True for what is no object or array.</summary>
    private bool TryWriteElement(JsonElement element, NameSecrecy secrecy)
    {
        // An element whose document is gone throws from its getters, but not from its kind.
        var content = Guarded.Value(
            static element => element.ValueKind switch
            {
                JsonValueKind.Object => (object)element.GetPropertyCount(),
                JsonValueKind.Array => element.GetArrayLength(),
                JsonValueKind.String => element.GetString() ?? "",
                _ => element.GetRawText(),
            },
            element);
        switch (content)
        {
            case Mark mark: WriteMark(mark); break;
            case int: return false;
            case string text when element.ValueKind == JsonValueKind.String: WriteText(text, secrecy); break;
            case string digits when element.ValueKind == JsonValueKind.Number: WriteDigits(digits, isNumber: true); break;
            case string literal: _json.WriteRawValue(literal, skipInputValidation: true); break;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryWriteOpaque(object value)
    {
        if (OpaqueValue.KindOf(value) is not { } kind)
        {
            return false;
        }

        WriteMark(Mark.Opaque(kind, value as Type ?? value.GetType()));
        return true;
    }

    private void WriteGuarded<T>(Func<T, object?> read, T from, NameSecrecy secrecy) => Write(Guarded.Value(read, from), secrecy);

    /// <summary>The value as an element, whatever it was made from.</summary>
    private static JsonElement ElementOf(JsonValue node)
    {
        if (node.TryGetValue<JsonElement>(out var element))
        {
            return element;
        }

        using var buffer = new LimitedBuffer(MetadataLimits.GreatestBytes * ConverterBudgets);
        using (var json = new Utf8JsonWriter(buffer))
        {
            node.WriteTo(json);
        }

        return JsonElement.Parse(buffer.Written);
    }

    private static string Invariant(object number) => ((IFormattable)number).ToString(null, CultureInfo.InvariantCulture);
}
