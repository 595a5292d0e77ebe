namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>
/// Tells texts in which no rule of <see cref="RedactionScan"/> can begin, which are most, from those that have to be walked over. It may
/// take a clean text for one that is not, never the other way round: what a rule begins with, or cannot do without, is asked for here.
/// </summary>
internal static class CleanText
{
    /// <summary>Without a sign nothing shorter is a secret: a card number has 13 digits, a token 14 characters or more.</summary>
    private const int ShortestToken = 13;

    private const int FewestDigits = 13;

    // One of the signs of names with values, URLs, mail addresses, literals, elements and what is quoted.
    private const byte Sign = 1;
    private const byte Digit = 2;
    private const byte Capital = 4;

    // Behind it a digit or a capital stands within a word.
    private const byte Joint = 8;

    // One of the rules may begin here that are told by more than one character.
    private const byte Begins = 16;

    // To upper case it is an S, so that what ignores letter case takes it for one.
    private const char LongS = '\u017f';

    private static readonly byte[] Kinds = CreateKinds();

    private static readonly WordTable Tokens = new(["AKIA", "ASIA", "ABIA", "ACCA", "eyJ", .. TokenShape.Prefixes]);

    internal static bool IsClean(ReadOnlySpan<char> text)
    {
        var kinds = Kinds;
        var (digits, looksRandom) = (0, false);
        byte last = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c >= kinds.Length)
            {
                if (c == LongS)
                {
                    return false;
                }

                last = char.IsLetterOrDigit(c) ? Joint : (byte)0;
                continue;
            }

            var kind = kinds[c];
            if ((kind & (Sign | Begins)) != 0 && ((kind & Sign) != 0 || IsBeginning(text, i)))
            {
                return false;
            }

            // Every token and card number has a digit or a capital within a word; of prose only names and numbers do.
            looksRandom |= (kind & (Digit | Capital)) != 0 && (last & Joint) != 0;
            digits += (kind & Digit) / Digit;
            last = kind;
        }

        return text.Length < ShortestToken || !looksRandom || !(digits >= FewestDigits || HasToken(text));
    }

    private static bool IsBeginning(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..];
        return rest[0] switch
        {
            '-' => rest.Length > 1 && rest[1] == '-',
            '%' => rest.StartsWith("%40", StringComparison.Ordinal),
            '\\' or '&' => EscapedText.IsIn(rest[..Math.Min(rest.Length, EscapedText.LongestEscape)]),
            // Rows of a database, and the one credential that may be of small letters only.
            'c' => text.Length >= ShortestToken && rest.StartsWith("contains (", StringComparison.Ordinal),
            _ => text.Length >= ShortestToken && rest.StartsWith("bearer", StringComparison.OrdinalIgnoreCase),
        };
    }

    private static bool HasToken(ReadOnlySpan<char> text) =>
        Tokens.IsIn(text) || text.Contains("basic", StringComparison.OrdinalIgnoreCase);

    private static byte[] CreateKinds()
    {
        var kinds = new byte[128];
        for (var c = '\0'; c < kinds.Length; c++)
        {
            kinds[c] = (byte)(
                (c is '=' or ':' or '@' or '\'' or '"' or '$' or '>' ? Sign : 0)
                | (char.IsAsciiDigit(c) ? Digit : 0)
                | (char.IsAsciiLetterUpper(c) ? Capital : 0)
                | (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' or '+' or '/' ? Joint : 0)
                | (c is '-' or '%' or '\\' or '&' or 'c' or 'b' or 'B' ? Begins : 0));
        }

        return kinds;
    }
}
