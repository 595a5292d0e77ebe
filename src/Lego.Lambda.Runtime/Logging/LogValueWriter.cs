using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Lego.Lambda.Runtime.Logging;

/// <summary>Writes the values of one attempt at a line: redacted, cut to a limit, typed where JSON has the type.</summary>
internal sealed class LogValueWriter(Utf8JsonWriter json, Func<string, string> redact, int textLimit, int byteBudget)
{
    private const int MaxMembers = 64;
    private const int MaxDepth = 4;

    /// <summary>Something was left out or shortened.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Values were left out because the line had grown past its budget.</summary>
    public bool IsOverBudget { get; private set; }

    /// <summary>Whether one more value may be written; says and remembers when not.</summary>
    public bool HasRoom(bool isAllowed = true)
    {
        if (json.BytesCommitted + json.BytesPending > byteBudget)
            IsOverBudget = true;
        else if (isAllowed)
            return true;
        IsCut = true;
        return false;
    }

    public void WriteOwnText(JsonEncodedText name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            json.WriteString(name, Cut(text));
    }

    public void WriteOutsideText(JsonEncodedText name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            json.WriteString(name, Cut(Redact(text)));
    }

    public void WriteOutsideText(string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            json.WriteString(name, Cut(Redact(text)));
    }

    public void WriteMembers(IReadOnlyList<KeyValuePair<string, object?>>? members)
    {
        Span<char> nameBuffer = stackalloc char[MemberNames.MaxLength + 1];
        for (var i = 0; i < members?.Count; i++)
        {
            var (name, value) = members[i];
            if (name == LogLine.TemplateName || IsEmpty(value) || SecretNames.IsSecret(name) || IsRepeated(members, i))
                continue;
            if (!HasRoom(i < MaxMembers))
                return;
            json.WritePropertyName(MemberNames.ForMember(name, nameBuffer));
            WriteValue(value, depth: 0);
        }
    }

    private void WriteValue(object? value, int depth)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: WriteText(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case uint number: json.WriteNumberValue(number); break;
            case ulong number: json.WriteNumberValue(number); break;
            case byte or sbyte or short or ushort: json.WriteNumberValue(Convert.ToInt32(value, CultureInfo.InvariantCulture)); break;
            case DateTimeOffset time: json.WriteStringValue(time.UtcDateTime); break;
            case DateTime time: json.WriteStringValue(time); break;
            case byte[] bytes: WriteText($"{bytes.Length} bytes"); break;
            case IEnumerable<KeyValuePair<string, string?>> pairs: WritePairs(pairs, depth); break;
            case IEnumerable<KeyValuePair<string, object?>> pairs: WritePairs(pairs, depth); break;
            case IDictionary dictionary: WritePairs(Pairs(dictionary), depth); break;
            case IFormattable formattable: WriteText(formattable.ToString(null, CultureInfo.InvariantCulture)); break;
            case IEnumerable items when depth < MaxDepth: WriteItems(items, depth); break;
            default: WriteText(value.ToString()); break;
        }
    }

    private void WritePairs<TValue>(IEnumerable<KeyValuePair<string, TValue>> pairs, int depth)
    {
        json.WriteStartObject();
        foreach (var (name, value) in pairs)
        {
            if (SecretNames.IsSecret(name))
                continue;
            if (!HasRoom(depth < MaxDepth))
                break;
            json.WritePropertyName(Cut(name));
            WriteValue(value, depth + 1);
        }

        json.WriteEndObject();
    }

    private static IEnumerable<KeyValuePair<string, object?>> Pairs(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
            yield return new(entry.Key.ToString() ?? "", entry.Value);
    }

    private void WriteItems(IEnumerable items, int depth)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            if (!HasRoom())
                break;
            WriteValue(item, depth + 1);
        }

        json.WriteEndArray();
    }

    private void WriteText(string? text) => json.WriteStringValue(Cut(Redact(text ?? "")));

    private static bool IsEmpty(object? value) => value is null or "";

    private static bool IsRepeated(IReadOnlyList<KeyValuePair<string, object?>> members, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (string.Equals(members[i].Key, members[index].Key, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private string Redact(string text)
    {
        try
        {
            return redact(text);
        }
#pragma warning disable CA1031 // A text that could not be checked must not be shown, and logging must not fail its caller.
        catch (Exception)
        {
            return "(redaction failed)";
        }
#pragma warning restore CA1031
    }

    // Redacted before it is cut: half a secret no longer looks like one.
    private ReadOnlySpan<char> Cut(string text)
    {
        if (text.Length <= textLimit)
            return text;
        IsCut = true;
        var length = char.IsHighSurrogate(text[textLimit - 1]) ? textLimit - 1 : textLimit;
        return text.AsSpan(0, length);
    }
}
