using System.Text;

namespace Lego.Functions.Shared;

/// <summary>The header that names a download. Source: RFC 6266 and RFC 8187.</summary>
internal static class ContentDispositions
{
    private const string AttributeMarks = "!#$&+-.^_`|~";

    /// <summary>A plain name for old readers and the real one, encoded, for all others; in both a harmless mark for what may mislead.</summary>
    public static string Attachment(string fileName)
    {
        var plain = new StringBuilder(fileName.Length);
        var encoded = new StringBuilder(fileName.Length);
        foreach (var given in fileName.EnumerateRunes())
        {
            var rune = IsHarmless(given) ? given : new Rune('_');
            plain.Append(rune is { IsAscii: true, Value: >= ' ' and not '"' and not '\\' and not '%' and < 0x7f } ? (char)rune.Value : '_');
            Encode(encoded, rune);
        }

        return $"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}";
    }

    /// <summary>
    /// Not what parts folders, ends a line, or turns the direction of the text, by which a name ends in another extension than it shows.
    /// </summary>
    private static bool IsHarmless(Rune rune) =>
        rune.Value is not ('/' or '\\' or 0x61c or 0x200e or 0x200f or (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029)
        && !Rune.IsControl(rune);

    private static void Encode(StringBuilder target, Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
        {
            if (char.IsAsciiLetterOrDigit((char)value) || AttributeMarks.Contains((char)value, StringComparison.Ordinal))
            {
                target.Append((char)value);
            }
            else
            {
                target.Append('%').Append(value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }
}
