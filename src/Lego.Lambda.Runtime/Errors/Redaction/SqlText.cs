namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>Tells SQL from prose, so that apostrophes of a language stay.</summary>
internal static class SqlText
{
    private const int MaximumLookBack = 32;

    private static readonly string[] Verbs =
        ["select", "insert", "update", "delete", "merge", "with", "alter", "create", "values", "copy", "execute", "call"];

    private static readonly string[] Partners = ["from", "into", "set", "where", "values", "as", "using", "user", "role", "returning"];

    private static readonly string[] BeforeLiteral =
    [
        "select", "like", "ilike", "in", "values", "set", "then", "else", "when", "and", "or", "not", "between", "interval", "date",
        "timestamp", "as", "returning", "password", "default", "to", "by", "is", "from", "escape", "similar", "where", "on", "case",
    ];

    /// <summary>
    /// Whether a text holds a statement: one of the verbs in capitals with a partner, or in other case at the start of a sentence,
    /// a line or a quotation with a partner in the same case.
    /// </summary>
    public static bool IsSql(ReadOnlySpan<char> text)
    {
        bool capitalVerb = false, capitalPartner = false, smallVerb = false, titleVerb = false;
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsAsciiLetter(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_'))
            {
                i++;
            }

            var word = text[start..i];
            if (word.Length is < 2 or > 9)
            {
                continue;
            }

            var isCapital = !word.ContainsAnyExceptInRange('A', 'Z');
            if (IsOneOf(word, Partners))
            {
                capitalPartner |= isCapital;
                if (word is "WHERE" || smallVerb || (titleVerb && char.IsAsciiLetterUpper(word[0])))
                {
                    return true;
                }
            }

            if (IsOneOf(word, Verbs))
            {
                capitalVerb |= isCapital;
                var isStart = !isCapital && IsStatementStart(text[..start]);
                smallVerb |= isStart && char.IsAsciiLetterLower(word[0]);
                titleVerb |= isStart && char.IsAsciiLetterUpper(word[0]);
            }

            if (capitalVerb && (capitalPartner || word is "SELECT" or "VALUES" or "EXECUTE" or "CALL"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a quote that follows <paramref name="before"/> opens a literal, and whether backslashes escape in it.</summary>
    public static bool IsLiteralPosition(ReadOnlySpan<char> before, out bool hasEscapes)
    {
        hasEscapes = false;
        if (before.Length > 0 && before[^1] is 'E' or 'e' or 'N' or 'n' or 'B' or 'b' or 'X' or 'x'
            && (before.Length == 1 || !char.IsAsciiLetterOrDigit(before[^2])))
        {
            hasEscapes = before[^1] is 'E' or 'e';
            return true;
        }

        before = before[Math.Max(0, before.Length - MaximumLookBack)..].TrimEnd();
        if (before.Length == 0 || before[^1] is '=' or '(' or ',' or '<' or '>' or '|' or '!' or '~' or '+' or '[' or '?' or '@' or '*')
        {
            return before.Length > 0;
        }

        var start = before.Length;
        while (start > 0 && char.IsAsciiLetter(before[start - 1]))
        {
            start--;
        }

        return IsOneOf(before[start..], BeforeLiteral);
    }

    /// <summary>Where the quote stands that closes a literal or name, over doubled quotes; the end of the text when nothing closes it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The first character behind the opening quote.</param>
    /// <param name="quote">The quote.</param>
    /// <param name="hasEscapes">Whether a backslash takes the meaning from the character behind it.</param>
    public static int EndOfQuoted(ReadOnlySpan<char> text, int start, char quote, bool hasEscapes)
    {
        for (var end = start; end < text.Length; end++)
        {
            if (text[end] == '\\' && hasEscapes)
            {
                end++;
            }
            else if (text[end] == quote)
            {
                if (end + 1 >= text.Length || text[end + 1] != quote)
                {
                    return end;
                }

                end++;
            }
        }

        return text.Length;
    }

    private static bool IsStatementStart(ReadOnlySpan<char> before)
    {
        before = before[Math.Max(0, before.Length - MaximumLookBack)..].TrimEnd(' ');
        return before.Length == 0 || before[^1] is '\n' or '\r' or '\t' or '"' or '\'' or '`' or ':' or '(' or ';' or '=' or '[' or '>';
    }

    private static bool IsOneOf(ReadOnlySpan<char> word, string[] words)
    {
        foreach (var known in words)
        {
            if (word.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
