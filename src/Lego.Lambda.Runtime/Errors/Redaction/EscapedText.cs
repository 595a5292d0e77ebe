using System.Globalization;

namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>
/// Reads the escapes of JSON, XML and HTML as what they stand for. A serializer writes <c>"</c> as <c>\u0022</c> or <c>&amp;quot;</c>, and a rule
/// that looks for quotes or colons would pass by whatever was put into another document.
/// </summary>
internal static class EscapedText
{
    /// <summary>A text within a text within a text: what is escaped more often is no document that anybody reads.</summary>
    private const int MostLevels = 3;

    /// <summary>By so many characters an escape is known.</summary>
    internal const int LongestEscape = 6;

    private const int LongestEntity = 8;

    private static readonly WordTable Escapes = new("\\u00", "\\/", "&quot;", "&apos;", "&amp;", "&lt;", "&gt;", "&#");

    /// <summary>Whether there is anything to decode.</summary>
    internal static bool IsIn(ReadOnlySpan<char> text) => Escapes.IsIn(text);

    /// <summary>The text that an escaped one stands for.</summary>
    /// <param name="text">A text with escapes.</param>
    /// <param name="origins">For each position in the result, and for its end, where it began in <paramref name="text"/>.</param>
    internal static string Decode(string text, out int[] origins)
    {
        origins = new int[text.Length + 1];
        for (var i = 0; i < origins.Length; i++)
        {
            origins[i] = i;
        }

        var decoded = text;
        for (var level = 0; level < MostLevels && IsIn(decoded); level++)
        {
            decoded = DecodeOnce(decoded, origins);
        }

        return decoded;
    }

    private static string DecodeOnce(string text, int[] origins)
    {
        var result = new char[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length;)
        {
            var (kept, escaped, c) = text[i] switch
            {
                '\\' => JsonEscape(text.AsSpan(i)),
                '&' => Entity(text.AsSpan(i)),
                _ => (1, 0, '\0'),
            };

            // Never in front of what was read already, so the origins can be moved in place.
            for (var end = i + kept; i < end; i++)
            {
                origins[length] = origins[i];
                result[length++] = text[i];
            }

            if (escaped > 0)
            {
                origins[length] = origins[i];
                result[length++] = c;
                i += escaped;
            }
        }

        origins[length] = origins[text.Length];
        return new string(result, 0, length);
    }

    // A run of backslashes is read at once: in a text within a text each of them is escaped again.
    private static (int Kept, int Escaped, char Char) JsonEscape(ReadOnlySpan<char> text)
    {
        var run = text.IndexOfAnyExcept('\\');
        if (run < 0)
        {
            return (text.Length, 0, '\0');
        }

        if (text[run] == '/')
        {
            return (run - 1, 2, '/');
        }

        var isEscape = text[run..].StartsWith("u00", StringComparison.Ordinal) && text.Length >= run + 5;
        if (!isEscape || !byte.TryParse(text.Slice(run + 3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || !IsPrintable(code))
        {
            return (run, 0, '\0');
        }

        // A quote of the inner text stays an escaped one, or it would end the outer text's value.
        var kept = run > 1 && (char)code is '"' or '\'' ? 1 : 0;
        return (kept, run - kept + 5, (char)code);
    }

    private static (int Kept, int Escaped, char Char) Entity(ReadOnlySpan<char> text)
    {
        var length = text[..Math.Min(text.Length, LongestEntity)].IndexOf(';');
        var c = length < 3 ? '\0' : text[1..length] switch
        {
            "quot" => '"',
            "apos" => '\'',
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            ['#', 'x' or 'X', .. var hex] when byte.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && IsPrintable(code) => (char)code,
            ['#', .. var digits] when byte.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && IsPrintable(code) => (char)code,
            _ => '\0',
        };
        return c == '\0' ? (1, 0, c) : (0, length + 1, c);
    }

    private static bool IsPrintable(byte code) => code is >= 0x20 and < 0x7f;
}
