namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// Reads connection strings as <see cref="System.Data.Common.DbConnectionStringBuilder"/> does, which would load three libraries into every
/// process that names a database.
/// </summary>
internal static class ConnectionText
{
    /// <summary>The values by their keywords, without regard to case; those that are empty are left out.</summary>
    /// <exception cref="ArgumentException">The text is not a connection string. The message repeats nothing of it.</exception>
    internal static Dictionary<string, string> Read(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var at = SkipTo(text, 0); at < text.Length; at = SkipTo(text, at))
        {
            var keyword = ReadKeyword(text, ref at);
            var value = ReadValue(text, ref at);
            if (value.Length > 0)
            {
                values[keyword] = value;
            }
            else
            {
                values.Remove(keyword);
            }
        }

        return values;
    }

    private static int SkipTo(string text, int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == ';'))
        {
            at++;
        }

        return at;
    }

    // Up to the first single equals sign; two of them stand for one that belongs to the keyword.
    private static string ReadKeyword(string text, ref int at)
    {
        var start = at;
        while (at < text.Length)
        {
            if (text[at] != '=')
            {
                at++;
            }
            else if (at + 1 < text.Length && text[at + 1] == '=')
            {
                at += 2;
            }
            else
            {
                var keyword = text[start..at++].Trim().Replace("==", "=", StringComparison.Ordinal);
                return keyword.Length > 0 ? keyword : throw Malformed();
            }
        }

        throw Malformed();
    }

    private static string ReadValue(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        if (at < text.Length && text[at] is '"' or '\'')
        {
            return ReadQuoted(text, ref at);
        }

        var start = at;
        var end = text.IndexOf(';', at);
        at = end < 0 ? text.Length : end;
        return text[start..at].Trim();
    }

    // A quote that belongs to the value is written twice.
    private static string ReadQuoted(string text, ref int at)
    {
        var quote = text[at++];
        var start = at;
        for (; at < text.Length; at++)
        {
            if (text[at] != quote)
            {
                continue;
            }

            if (at + 1 < text.Length && text[at + 1] == quote)
            {
                at++;
                continue;
            }

            var value = text[start..at++].Replace(new string(quote, 2), quote.ToString(), StringComparison.Ordinal);
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            return at == text.Length || text[at] == ';' ? value : throw Malformed();
        }

        throw Malformed();
    }

    private static ArgumentException Malformed() =>
        new("The text is not a connection string: it must be keyword=value pairs with semicolons between them.");
}
