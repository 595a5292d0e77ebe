namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>Values that a name gives away: <c>name=value</c>, <c>name: value</c>, JSON members, options, elements, query parameters.</summary>
internal ref partial struct RedactionScan
{
    // Closing quotes, escapes and brackets between a name and its separator: "name" :, \"name\":, ['name'] =, name :=.
    private const int MaximumGap = 8;

    private bool TryNameValue(char separator)
    {
        if (_nameEnd == _nameStart || _index - _nameEnd > MaximumGap || IsOperator(separator) || !IsGap(_nameEnd, _index, separator))
        {
            return false;
        }

        var before = _nameStart > 0 ? _text[_nameStart - 1] : ' ';
        var name = _text.AsSpan(_nameStart, _nameEnd - _nameStart);
        _work += Math.Min(name.Length, 128);
        if (separator == '=' && before is '?' or '&' or '#')
        {
            return SecretNames.IsParameter(name) && TryParameterValue();
        }

        // arn:…:secret:name, https://token:8080 and time:token:part are paths, not labels.
        if (separator == ':' && before is ':' or '/' && !IsBlankAt(_index + 1))
        {
            return false;
        }

        return (SecretNames.IsLabel(name, separator) || IsTwoWordLabel(name)) && TryValue(_index + 1, separator, before);
    }

    private readonly bool IsOperator(char separator)
    {
        var next = _index + 1 < _text.Length ? _text[_index + 1] : ' ';
        var previous = _index > 0 ? _text[_index - 1] : ' ';
        return separator == '='
            ? next is '=' or '>' or '~' || previous is '=' or '!' or '<' or '>'
            : next is ':' or '=' || previous == ':' || Follows("//", _index + 1);
    }

    private readonly bool IsGap(int start, int end, char separator)
    {
        foreach (var c in _text.AsSpan(start, end - start))
        {
            if (c is not (' ' or '\t' or '"' or '\'' or '`' or '\\' or ']') && !(c == ':' && separator == '='))
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool IsBlankAt(int position) => (uint)position >= (uint)_text.Length || char.IsWhiteSpace(_text[position]);

    /// <summary>"Access key: x" and "API Key=x": the word before tells what kind of key it is.</summary>
    private readonly bool IsTwoWordLabel(ReadOnlySpan<char> name)
    {
        var isKey = name.Equals("key", StringComparison.OrdinalIgnoreCase);
        if (!isKey || _earlierNameEnd + 1 != _nameStart || _text[_earlierNameEnd] != ' ')
        {
            return false;
        }

        var earlier = _text.AsSpan(_earlierNameStart, _earlierNameEnd - _earlierNameStart);
        foreach (var kind in KeyKinds)
        {
            if (earlier.Equals(kind, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryParameterValue()
    {
        var start = _index + 1;
        var end = EndBefore(ref _queryMemo, CharSets.QueryEnds, start);
        return end > start && Replace(start, end);
    }

    /// <summary>--password value</summary>
    private bool TryCommandOption()
    {
        if (!Follows("--", _index) || IsAt(_index - 1, '-') || !IsLetterAt(_index + 2))
        {
            return false;
        }

        var end = _index + 2;
        var limit = Math.Min(_text.Length, end + 64);
        while (end < limit && CharSets.IsName(_text[end]))
        {
            end++;
        }

        _work += end - _index;
        return IsAt(end, ' ')
            && !IsBlankAt(end + 1)
            && !IsAt(end + 1, '-')
            && SecretNames.IsLabel(_text.AsSpan(_index + 2, end - _index - 2), '=')
            && TryValue(end + 1, ' ', ' ');
    }

    /// <summary>&lt;password&gt;value&lt;/password&gt;</summary>
    private bool TryElement()
    {
        if (_nameEnd != _index || _nameStart == 0 || _text[_nameStart - 1] is not ('<' or ':'))
        {
            return false;
        }

        _work += Math.Min(_nameEnd - _nameStart, 128);
        if (!SecretNames.IsLabel(_text.AsSpan(_nameStart, _nameEnd - _nameStart), '='))
        {
            return false;
        }

        var length = _text.AsSpan(_index + 1).IndexOf('<');
        var end = length < 0 ? _text.Length : _index + 1 + length;
        _work += end - _index;
        return HasContent(_index + 1, end) && Replace(_index + 1, end);
    }

    private readonly bool IsLetterAt(int position) => (uint)position < (uint)_text.Length && char.IsLetter(_text[position]);
}
