using System.Globalization;

namespace Lego.TraceConsole.Model;

/// <summary>
/// Some SDKs cut texts in the middle of a surrogate pair and escape the remaining half, which is legal JSON but no text that .NET can
/// read. Such halves are overwritten with the replacement character, so that the rest of the document is not lost.
/// </summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    public static void Replace(Span<byte> json)
    {
        for (var at = json.IndexOf((byte)'\\'); at >= 0 && at < json.Length;)
        {
            var step = json[at] == '\\' ? 2 : 1;
            if (Escaped(json[at..]) is { } unit)
            {
                step = EscapeLength;
                if (char.IsHighSurrogate(unit) && Escaped(json[(at + EscapeLength)..]) is { } next && char.IsLowSurrogate(next))
                {
                    step = 2 * EscapeLength;
                }
                else if (char.IsSurrogate(unit))
                {
                    "fffd"u8.CopyTo(json[(at + 2)..]);
                }
            }

            at += step;
        }
    }

    private static char? Escaped(ReadOnlySpan<byte> json) =>
        json.Length >= EscapeLength && json[0] == '\\' && json[1] == 'u'
        && ushort.TryParse(json[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
