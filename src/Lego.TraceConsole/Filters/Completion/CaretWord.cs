using System.Buffers;
using Lego.TraceConsole.Filters.Syntax;

namespace Lego.TraceConsole.Filters.Completion;

/// <summary>The characters around the caret that a suggestion takes the place of, and those of them that are written already.</summary>
internal readonly record struct CaretWord(int Offset, int Length, string Written)
{
    // What follows a text, and is rare in the name of a service.
    private static readonly SearchValues<char> TextEnds = SearchValues.Create("\"(){},\n");

    public static CaretWord At(string text, int caret)
    {
        var quote = OpenTextBefore(text, caret);
        var (start, end) = quote < 0 ? Word(text, caret) : (quote, EndOfText(text, caret));
        var written = text[(quote < 0 ? start : start + 1)..caret].Replace("\\", null, StringComparison.Ordinal);
        // The brackets around the key of an annotation belong to it.
        if (start > 0 && text[start - 1] == '[')
        {
            start--;
            end += end < text.Length && text[end] == ']' ? 1 : 0;
        }

        return new CaretWord(start, end - start, written);
    }

    /// <summary>0 for what begins like the word, 1 for what has it inside; null for anything else.</summary>
    public int? RankOf(string text, string name)
    {
        if (text.StartsWith(Written, StringComparison.OrdinalIgnoreCase) || name.StartsWith(Written, StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        var isInside = text.Contains(Written, StringComparison.OrdinalIgnoreCase) || name.Contains(Written, StringComparison.OrdinalIgnoreCase);
        return isInside ? 1 : null;
    }

    private static (int Start, int End) Word(string text, int caret)
    {
        var start = caret;
        while (start > 0 && FilterLexer.IsWordPart(text[start - 1]))
        {
            start--;
        }

        var end = caret;
        while (end < text.Length && FilterLexer.IsWordPart(text[end]))
        {
            end++;
        }

        return (start, end);
    }

    /// <summary>Behind the closing quote, or at the caret where other terms may stand behind an open one.</summary>
    private static int EndOfText(string text, int caret)
    {
        var length = text.AsSpan(caret).IndexOfAny(TextEnds);
        return length >= 0 && text[caret + length] == '"' ? caret + length + 1 : caret;
    }

    /// <summary>Where the quote stands that is open at the caret; -1 when none is.</summary>
    private static int OpenTextBefore(string text, int caret)
    {
        var open = -1;
        for (var index = 0; index < caret; index++)
        {
            if (text[index] == '"')
            {
                open = open < 0 ? index : -1;
            }
            else if (text[index] == '\\' && open >= 0 && index + 1 < text.Length && text[index + 1] is '"' or '\\')
            {
                index++;
            }
        }

        return open;
    }
}
