namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>Literals in SQL text, and the values that Postgres repeats in its messages.</summary>
internal ref partial struct RedactionScan
{
    private static readonly string[] RowPhrases = [") already exists", ") is not present", ") is still referenced", ") conflicts with"];

    private bool IsSql => _isSql ??= LookForSql();

    private bool LookForSql()
    {
        _work += _text.Length;
        return SqlText.IsSql(_text);
    }

    /// <summary>'literal', with doubled quotes, and E'literal' with backslashes.</summary>
    private bool TrySqlLiteral()
    {
        if (!SqlText.IsLiteralPosition(_text.AsSpan(0, _index), out var hasEscapes) || !IsSql)
        {
            return false;
        }

        var end = SqlText.EndOfQuoted(_text, _index + 1, '\'', hasEscapes);
        if (end == _index + 1)
        {
            return false;
        }

        Replace(_index + 1, end);
        return StepOver();
    }

    /// <summary>$$literal$$ and $tag$literal$tag$</summary>
    private bool TryDollarLiteral()
    {
        var tagEnd = _index + 1;
        var limit = Math.Min(_text.Length, _index + 64);
        while (tagEnd < limit && (char.IsAsciiLetterOrDigit(_text[tagEnd]) || _text[tagEnd] == '_'))
        {
            tagEnd++;
        }

        _work += tagEnd - _index;
        if (!IsAt(tagEnd, '$') || IsAsciiDigitAt(_index + 1) || IsAlphanumericAt(_index - 1) || !IsSql)
        {
            return false;
        }

        var tag = _text.AsSpan(_index, tagEnd + 1 - _index);
        var length = _text.AsSpan(tagEnd + 1).IndexOf(tag);
        var end = length < 0 ? _text.Length : tagEnd + 1 + length;
        Replace(tagEnd + 1, end);
        _index = length < 0 ? end : end + tag.Length;
        return true;
    }

    /// <summary>Key (column)=(value) already exists.</summary>
    private bool TryKeyDetail()
    {
        _expectsKey |= Follows("Key (", _index);
        return false;
    }

    private bool TryPostgresKey() =>
        _expectsKey && IsAt(_index - 1, ')') && IsAt(_index + 1, '(') && Replace(_index + 2, EndOfRow(_index + 2));

    /// <summary>Failing row contains (1, two, three).</summary>
    private bool TryFailingRow()
    {
        const string Phrase = "contains (";
        var start = _index + Phrase.Length;
        return Follows(Phrase, _index) && Follows("row ", _index - 4) && start < _text.Length && Replace(start, EndOfRow(start));
    }

    /// <summary>DETAIL: and, as the driver prints it on a line of its own, Detail:.</summary>
    private bool TryDetailLine()
    {
        const int Length = 7;
        if (!Follows("DETAIL:", _index) && !(Follows("Detail:", _index) && IsLineStart()))
        {
            return false;
        }

        var start = SkipBlanks(_index + Length);
        var end = EndOfOpenLine(Math.Min(start, _text.Length - 1));
        return end > start && Replace(start, end);
    }

    /// <summary>The end of the line, but before what may go on in the next line and has a rule of its own.</summary>
    private int EndOfOpenLine(int start)
    {
        var line = _text.AsSpan(start, EndOfLine(start) - start);
        var block = Blocks.IndexIn(line);
        return start + (block < 0 ? line.Length : block);
    }

    private readonly bool IsLineStart()
    {
        var i = _index - 1;
        while (i >= 0 && _index - i < 16 && _text[i] is ' ' or '\t')
        {
            i--;
        }

        return i < 0 || _text[i] is '\n' or '\r';
    }

    /// <summary>A value may hold parentheses and line ends itself, so the last closing phrase counts, else the last parenthesis.</summary>
    private int EndOfRow(int start)
    {
        _rowPhraseEnd ??= LookForRowPhrase();
        if (_rowPhraseEnd >= start)
        {
            return _rowPhraseEnd.Value;
        }

        var lineEnd = start < _text.Length ? EndOfLine(start) : start;
        var parenthesis = _text.AsSpan(start, lineEnd - start).LastIndexOf(')');
        return parenthesis < 0 ? lineEnd : start + parenthesis;
    }

    private int LookForRowPhrase()
    {
        var last = -1;
        foreach (var phrase in RowPhrases)
        {
            _work += _text.Length;
            last = Math.Max(last, _text.LastIndexOf(phrase, StringComparison.Ordinal));
        }

        return last;
    }

    /// <summary>invalid input syntax for type uuid: "value"</summary>
    private bool TryInputPhrase()
    {
        _expectsInput |= Follows("invalid input ", _index);
        return false;
    }

    private bool TryQuotedInput() => _expectsInput && Follows(" \"", _index + 1) && ReplaceQuotedLine(_index + 3);

    /// <summary>syntax error at or near "value"; a key word of SQL stays.</summary>
    private bool TryNearPhrase()
    {
        const string Phrase = "near \"";
        var start = _index + Phrase.Length;
        if (!Follows(Phrase, _index) || !Follows("or ", _index - 3) || start >= _text.Length)
        {
            return false;
        }

        var lineEnd = EndOfLine(start);
        var quote = _text.AsSpan(start, lineEnd - start).IndexOf('"');
        var isKeyWord = quote >= 0 && !_text.AsSpan(start, quote).ContainsAnyExceptInRange('A', 'Z');
        return !isKeyWord && ReplaceQuotedLine(start);
    }

    private bool ReplaceQuotedLine(int start)
    {
        if (start >= _text.Length)
        {
            return false;
        }

        // The value may hold quotes, so the first one need not close it; Postgres writes nothing behind it on the line.
        var end = EndOfOpenLine(start);
        end = end > start && _text[end - 1] == '"' ? end - 1 : end;
        return end > start && Replace(start, end);
    }

    /// <summary>password 'x' and identified by 'x', as the statements that set a password have it.</summary>
    private bool TrySpokenPassword()
    {
        ReadOnlySpan<string> phrases = ["password", "identified by", "passwd", "pwd", "passphrase"];
        foreach (var phrase in phrases)
        {
            var start = _index + phrase.Length;
            if (Follows(phrase, _index, StringComparison.OrdinalIgnoreCase) && IsAt(start, ' '))
            {
                start = SkipBlanks(start);
                return start < _text.Length && _text[start] is '\'' or '"' && !IsQuotedName(start) && TryQuotedValue(start + 1, _text[start], false, '=');
            }
        }

        return false;
    }

    /// <summary>Whether what is quoted here is the name of a value, which its own rule must see: password "SecretKey": "x".</summary>
    private bool IsQuotedName(int quote)
    {
        var length = _text.AsSpan(quote + 1).IndexOf(_text[quote]);
        _work += length < 0 ? _text.Length - quote : length;
        return length > 0 && SkipBlanks(quote + length + 2) is var next && IsAt(next, ':');
    }

    /// <summary>Goes on behind the closing quote, so that it does not open the next literal.</summary>
    private bool StepOver()
    {
        _index = Math.Min(_index + 1, _text.Length);
        return true;
    }
}
