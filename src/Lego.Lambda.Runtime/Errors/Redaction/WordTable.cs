namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>
/// A set of words that are looked for anywhere in a text, by letter case. Of each place the first two characters are looked up at once, which
/// nearly all places of a text that holds none of the words fail. See <see cref="CharTable"/> for why it is a plain loop.
/// </summary>
internal sealed class WordTable
{
    private const int AsciiLength = 128;
    private const int Half = AsciiLength / 2;

    // Of each first character one bit for each second one.
    private readonly ulong[] _pairs = new ulong[2 * AsciiLength];
    private readonly string[] _words;

    /// <param name="words">Of two ASCII characters or more each.</param>
    public WordTable(params string[] words)
    {
        _words = words;
        foreach (var word in words)
        {
            _pairs[PairIndex(word[0], word[1])] |= 1UL << (word[1] % Half);
        }
    }

    public bool IsIn(ReadOnlySpan<char> text) => IndexIn(text) >= 0;

    /// <summary>Where the first of the words begins; -1 when there is none.</summary>
    public int IndexIn(ReadOnlySpan<char> text)
    {
        for (var i = 0; i + 1 < text.Length; i++)
        {
            var (first, second) = (text[i], text[i + 1]);
            if (first < AsciiLength && second < AsciiLength
                && (_pairs[PairIndex(first, second)] & (1UL << (second % Half))) != 0
                && Begins(text[i..]))
            {
                return i;
            }
        }

        return -1;
    }

    private static int PairIndex(char first, char second) => (2 * first) + (second / Half);

    private bool Begins(ReadOnlySpan<char> text)
    {
        foreach (var word in _words)
        {
            if (text.StartsWith(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
