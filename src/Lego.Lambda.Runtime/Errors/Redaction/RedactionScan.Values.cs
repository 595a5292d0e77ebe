namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>Where the value behind a telling name ends. In doubt it is taken too far rather than not far enough.</summary>
internal ref partial struct RedactionScan
{
    private static readonly WordTable Blocks = new("-----BEGIN", "Key (", "contains (");

    private static readonly string[] Beginnings =
        ["-----BEGIN", "Key (", "Failing row ", "SELECT ", "INSERT ", "UPDATE ", "DELETE ", "Bearer ", "Basic ", .. KeyKinds.Select(kind => kind + " key")];

    private bool TryValue(int start, char separator, char beforeName)
    {
        start = SkipBlanks(start);
        if (start >= _text.Length || _text[start] is '\r' or '\n')
        {
            return false;
        }

        var escape = _text[start] == '\\' && start + 1 < _text.Length && _text[start + 1] is '"' or '\'' ? 1 : 0;
        var first = _text[start + escape];
        if (first is '"' or '\'' or '`')
        {
            return TryQuotedValue(start + escape + 1, first, escape == 1, separator);
        }

        var end = first is '{' or '[' && !Follows(Redactor.Mark, start) ? EndOfNested(start) : EndOfPlain(start, separator, beforeName);
        return end > start && HasContent(start, end) && !IsNothing(_text.AsSpan(start, end - start)) && Replace(start, end);
    }

    private bool TryQuotedValue(int start, char quote, bool escaped, char separator)
    {
        if (IsAt(start, quote) && !IsAt(start + 1, quote))
        {
            return false;
        }

        var end = start;
        for (; end < _text.Length; end++)
        {
            var c = _text[end];
            if (escaped ? c == '\\' && IsAt(end + 1, quote) && !IsAt(end - 1, '\\') : c == quote)
            {
                // A doubled quote stands for one quote in ADO.NET and SQL values.
                if (separator == '=' && !escaped && IsAt(end + 1, quote))
                {
                    end++;
                    continue;
                }

                break;
            }

            if (c == '\\' && !escaped)
            {
                end++;
            }
        }

        end = Math.Min(end, _text.Length);
        if (!HasContent(start, end))
        {
            _work += end - start;
            return false;
        }

        return Replace(start, end);
    }

    private readonly int EndOfNested(int start)
    {
        var depth = 0;
        var quoted = false;
        for (var i = start; i < _text.Length; i++)
        {
            switch (_text[i])
            {
                case '\\' when quoted:
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case '{' or '[' when !quoted:
                    depth++;
                    break;
                case '}' or ']' when !quoted && --depth == 0:
                    return i + 1;
            }
        }

        return _text.Length;
    }

    private int EndOfPlain(int start, char separator, char beforeName)
    {
        if (IsWholeLine(start))
        {
            return EndOfOpenLine(start);
        }

        var end = EndOfScheme(start);
        var wordEnd = EndOfWord(end);
        for (var i = end; i < wordEnd; i++)
        {
            if (IsValueEnd(i, wordEnd, separator))
            {
                return i;
            }
        }

        if (separator == '=' && wordEnd < _text.Length && _text[wordEnd] is ' ' or '\t' && IsConnectionString(wordEnd, beforeName))
        {
            return EndOfConnectionValue(wordEnd);
        }

        while (wordEnd > start + 1 && _text[wordEnd - 1] is ',' or '.' or ';' or ')' or ']' or '}' or '>')
        {
            wordEnd--;
        }

        // The loop above must not cut the mark itself, or redacting twice would nest it.
        return IsAt(wordEnd, ']') && _text.AsSpan(start, wordEnd + 1 - start).SequenceEqual(Redactor.Mark) ? wordEnd + 1 : wordEnd;
    }

    private readonly bool IsValueEnd(int position, int wordEnd, char separator) => _text[position] switch
    {
        ';' => separator == '=',
        '"' or '\'' or '`' => position + 1 == wordEnd || !char.IsLetterOrDigit(_text[position + 1]),
        '\\' => IsAt(position + 1, '"'),
        ',' => IsNextMember(position + 1),
        '&' => separator == '=' && IsNextMember(position + 1),
        _ => false,
    };

    /// <summary>Whether the next pair of a list begins here, so that the comma before it is not part of the value.</summary>
    private readonly bool IsNextMember(int position)
    {
        position = IsAt(position, ' ') ? position + 1 : position;
        position = IsAt(position, '"') || IsAt(position, '\'') ? position + 1 : position;
        var limit = Math.Min(_text.Length, position + 48);
        var start = position;
        while (position < limit && (CharSets.IsName(_text[position]) || _text[position] is '"' or '\''))
        {
            position++;
        }

        return position > start && (IsAt(position, ':') || (IsAt(position, '=') && !IsAt(position + 1, '=')));
    }

    /// <summary>Whether a blank may belong to the value, because semicolons separate the pairs.</summary>
    private bool IsConnectionString(int position, char beforeName)
    {
        if (beforeName == ';' || (_nameStart >= 2 && beforeName is ' ' && _text[_nameStart - 2] is ';'))
        {
            return true;
        }

        var semicolon = EndBefore(ref _semicolonMemo, CharSets.ConnectionEnds, position);
        return IsAt(semicolon, ';') && IsNextMember(semicolon + 1);
    }

    private int EndOfConnectionValue(int position)
    {
        var end = EndBefore(ref _semicolonMemo, CharSets.ConnectionEnds, position);
        for (var i = position; i < end; i++)
        {
            // An apostrophe within a word is part of the value; any other quote ends the string or begins something else.
            if (_text[i] is '"' or '\'' && !(IsAlphanumericAt(i + 1) && IsAlphanumericAt(i - 1)))
            {
                return i;
            }

            if (_text[i] is ' ' or '\t' && IsOtherSecret(i))
            {
                return i;
            }
        }

        return end;
    }

    /// <summary>Whether something begins behind the blank that its own rule has to meet from its beginning.</summary>
    private readonly bool IsOtherSecret(int blank)
    {
        var start = blank + 1;
        for (var limit = start + 4; start < limit && start < _text.Length && _text[start] is '(' or '[' or '{' or '<' or '"' or '\'';)
        {
            start++;
        }

        foreach (var beginning in Beginnings)
        {
            if (Follows(beginning, start, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return IsNextMember(start);
    }

    private readonly bool IsWholeLine(int start) =>
        _text.AsSpan(_nameStart, _nameEnd - _nameStart).EndsWith("cookie", StringComparison.OrdinalIgnoreCase)
        || Follows("Digest ", start, StringComparison.OrdinalIgnoreCase)
        || Follows("AWS4-HMAC-SHA256 ", start, StringComparison.OrdinalIgnoreCase);

    /// <summary>Behind "Bearer " and its like the credential follows; without such a word the start itself.</summary>
    private readonly int EndOfScheme(int start)
    {
        ReadOnlySpan<string> schemes = ["Bearer ", "Basic ", "Token ", "ApiKey ", "Negotiate ", "NTLM ", "SharedKey ", "AWS "];
        foreach (var scheme in schemes)
        {
            if (Follows(scheme, start, StringComparison.OrdinalIgnoreCase))
            {
                var credential = SkipBlanks(start + scheme.Length);
                return credential < _text.Length && !char.IsWhiteSpace(_text[credential]) ? credential : start;
            }
        }

        return start;
    }

    private readonly bool HasContent(int start, int end)
    {
        foreach (var c in _text.AsSpan(start, end - start))
        {
            if (char.IsLetterOrDigit(c))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Values that say there is none, and parameter marks of SQL.</summary>
    private static bool IsNothing(ReadOnlySpan<char> value) =>
        value.Length < 10
        && (value.Equals("null", StringComparison.OrdinalIgnoreCase)
            || value.Equals("true", StringComparison.OrdinalIgnoreCase)
            || value.Equals("false", StringComparison.OrdinalIgnoreCase)
            || value.Equals("none", StringComparison.OrdinalIgnoreCase)
            || value.Equals("undefined", StringComparison.OrdinalIgnoreCase)
            || (value[0] == '$' && !value[1..].ContainsAnyExceptInRange('0', '9')));
}
