using Lego.TraceConsole.Filters;
using Lego.TraceConsole.Filters.Syntax;

namespace Lego.TraceConsole.Components.List;

/// <summary>
/// How the text of the filter box is understood: what stands in double quotes as a whole is a text that has to occur in a trace; what reads
/// as a filter expression is one; what begins like one (a keyword, a parenthesis, an exclamation mark) and does not read is a mistake;
/// everything else is a text again.
/// </summary>
internal sealed record SearchInput(string Text, FilterExpression? Filter, FilterError? Error)
{
    private const string AfterKeyword = "=!<>({[. \t";

    public static SearchInput Read(string input)
    {
        if (input.Length == 0 || IsQuoted(input))
        {
            return new SearchInput(input.Length == 0 ? input : input[1..^1], null, null);
        }

        if (FilterExpression.TryParse(input, out var filter, out var error))
        {
            return new SearchInput(string.Empty, filter, null);
        }

        return BeginsLikeFilter(input) ? new SearchInput(string.Empty, null, error) : new SearchInput(input, null, null);
    }

    private static bool IsQuoted(string input) => input.Length > 2 && input[0] == '"' && input.IndexOf('"', 1) == input.Length - 1;

    private static bool BeginsLikeFilter(string input)
    {
        if (input[0] is '(' or '!')
        {
            return true;
        }

        var length = 0;
        while (length < input.Length && (char.IsAsciiLetter(input[length]) || input[length] == '.'))
        {
            length++;
        }

        var word = input[..length];
        return (length == input.Length || AfterKeyword.Contains(input[length], StringComparison.Ordinal))
            && (FilterWords.TryFind(word, out _) || word.StartsWith(FilterWords.AnnotationPrefix, StringComparison.OrdinalIgnoreCase));
    }
}
