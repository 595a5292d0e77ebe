namespace Lego.Lambda.Runtime.Tracing.Sql;

/// <summary>Lists that are not worth their length in a trace.</summary>
internal static class SqlList
{
    private static readonly string[] Values = ["null", "true", "false", "default"];

    // The words before a list end the look at another one, even where a type is expected: no part of a text is looked at by two lists.
    private static readonly string[] Openings = ["in", "array"];

    /// <summary>Skips <c>(1, $2, 'three'::text)</c>: a list that holds values and parameters and nothing else.</summary>
    /// <param name="lexer">Stands before the list, and afterwards behind it or anywhere.</param>
    /// <param name="opening">A parenthesis or a bracket.</param>
    public static bool TrySkipValues(ref SqlLexer lexer, char opening)
    {
        if (!lexer.TryRead(out var token) || !token.IsSymbol(opening))
        {
            return false;
        }

        var depth = 1;
        var hasValue = false;
        var isType = false;
        while (lexer.TryRead(out token))
        {
            switch (token.Kind)
            {
                case SqlTokenKind.Literal or SqlTokenKind.Parameter:
                    hasValue = true;
                    break;
                case SqlTokenKind.Word or SqlTokenKind.QuotedName:
                    var isValue = token.IsWord(Values);
                    hasValue |= isValue;
                    if (!isValue && (!isType || token.IsWord(Openings)))
                    {
                        return false;
                    }

                    break;
                default:
                    if (token.Text.Length > 1 && token.Text[0] == ':')
                    {
                        isType = true;
                    }
                    else if (!IsListSymbol(token, ref depth, ref isType, ref hasValue))
                    {
                        return false;
                    }

                    if (depth == 0)
                    {
                        return hasValue;
                    }

                    break;
            }
        }

        return false;
    }

    /// <summary>Skips a comma and a row in parentheses, whatever it holds; one that nothing closes ends the statement.</summary>
    public static bool TrySkipRow(ref SqlLexer lexer)
    {
        if (!lexer.TryRead(out var token) || !token.IsSymbol(',') || !lexer.TryRead(out token) || !token.IsSymbol('('))
        {
            return false;
        }

        for (var depth = 1; depth > 0 && lexer.TryRead(out token);)
        {
            depth += token.IsSymbol('(') ? 1 : token.IsSymbol(')') ? -1 : 0;
        }

        return true;
    }

    private static bool IsListSymbol(SqlToken token, ref int depth, ref bool isType, ref bool hasValue)
    {
        if (token.Text.Length != 1)
        {
            return false;
        }

        switch (token.Text[0])
        {
            case '(' or '[':
                depth++;
                return true;
            case ')' or ']':
                depth--;
                return true;
            case ',':
                isType = false;
                return true;
            case '?':
                hasValue = true;
                return true;
            case '-' or '+':
                return true;
            default:
                return false;
        }
    }
}
