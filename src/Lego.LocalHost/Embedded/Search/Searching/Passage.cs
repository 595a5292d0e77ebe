using System.Text;
using Lego.LocalHost.Embedded.Search.Mapping;

namespace Lego.LocalHost.Embedded.Search.Searching;

/// <summary>A piece of a text with the matches in it.</summary>
internal sealed class Passage
{
    private readonly string _text;
    private readonly int _start;
    private readonly int _end;
    private readonly IReadOnlyList<TextToken> _matches;

    private Passage(string text, int start, int end, IReadOnlyList<TextToken> matches)
    {
        _text = text;
        _start = start;
        _end = end;
        _matches = matches;
    }

    /// <summary>Different words count first, repetitions a little.</summary>
    public double Score => _matches.Select(match => match.Term).Distinct().Count() + (_matches.Count * 0.01);

    /// <summary>The text's passages that hold a match: sentences up to the fragment size, or the whole when no number is asked for.</summary>
    public static IEnumerable<Passage> Split(string text, List<TextToken> matches, HighlightOptions options)
    {
        if (matches.Count > 0 && (options.NumberOfFragments == 0 || options.FragmentSize == 0))
        {
            yield return new Passage(text, 0, text.Length, matches);
            yield break;
        }

        for (var i = 0; i < matches.Count;)
        {
            var (start, end) = Around(text, matches[i], options.FragmentSize);
            var inside = matches.Skip(i).TakeWhile(match => match.End <= end).ToList();
            yield return new Passage(text, start, end, inside);
            i += inside.Count;
        }
    }

    public static Passage Start(string text, int size) => new(text, 0, WordEnd(text, Math.Min(size, text.Length)), []);

    public string Render(HighlightOptions options)
    {
        var result = new StringBuilder();
        var position = _start;
        foreach (var match in _matches)
        {
            Append(result, position, match.Start, options);
            result.Append(options.PreTag);
            Append(result, match.Start, match.End, options);
            result.Append(options.PostTag);
            position = match.End;
        }

        Append(result, position, _end, options);
        return result.ToString();
    }

    private static (int Start, int End) Around(string text, TextToken match, int size)
    {
        var start = SentenceStart(text, match.Start);
        if (match.End - start > size)
        {
            // The match lies deep in a long sentence: begin at a word shortly before it.
            start = WordStart(text, Math.Max(start, match.Start - (size / 2)));
        }

        var end = SentenceEnd(text, match.End);
        return (start, end - start > size ? WordEnd(text, Math.Max(match.End, Math.Min(start + size, text.Length))) : end);
    }

    private static int SentenceStart(string text, int position)
    {
        for (var i = position - 1; i > 0; i--)
        {
            if (char.IsWhiteSpace(text[i]) && text[i - 1] is '.' or '!' or '?' or '\n')
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static int SentenceEnd(string text, int position)
    {
        for (var i = position; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] is '.' or '!' or '?' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]))))
            {
                return text[i] == '\n' ? i : i + 1;
            }
        }

        return text.Length;
    }

    private static int WordStart(string text, int position)
    {
        while (position > 0 && !char.IsWhiteSpace(text[position - 1]))
        {
            position--;
        }

        return position;
    }

    private static int WordEnd(string text, int position)
    {
        while (position < text.Length && !char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        return position;
    }

    private void Append(StringBuilder result, int from, int to, HighlightOptions options)
    {
        var part = _text.AsSpan(from, to - from);
        if (!options.EscapeHtml)
        {
            result.Append(part);
            return;
        }

        foreach (var letter in part)
        {
            _ = letter switch
            {
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '"' => result.Append("&quot;"),
                '\'' => result.Append("&#x27;"),
                '/' => result.Append("&#x2F;"),
                _ => result.Append(letter),
            };
        }
    }
}
