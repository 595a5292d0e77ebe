using Lego.Lambda.Runtime.Errors.Redaction;

namespace Lego.Lambda.Runtime.Tracing.Sql;

/// <summary>
/// Takes a statement apart in one walk. A copy of the struct is a place to come back to.
/// Source: PostgreSQL 17 documentation, 4.1 "Lexical structure".
/// </summary>
/// <param name="text">The statement.</param>
/// <param name="work">Counts the characters that the lexer and its copies look at.</param>
internal ref struct SqlLexer(ReadOnlySpan<char> text, ref long work)
{
    // Numbers of parameters have at most 16 bits; what is longer is no parameter.
    private const int LongestParameterNumber = 5;

    private readonly ReadOnlySpan<char> _text = text;
    private readonly ref long _work = ref work;
    private int _index;

    /// <summary>Takes the next part; false at the end.</summary>
    public bool TryRead(out SqlToken token)
    {
        var before = _index;
        SkipBlanks();
        var start = _index;
        if (start >= _text.Length)
        {
            token = default;
            return false;
        }

        var kind = Take(_text[start]);
        _work += _index - before;
        token = new SqlToken(kind, _text[start.._index], start > before);
        return true;
    }

    private SqlTokenKind Take(char first)
    {
        switch (first)
        {
            case '\'':
                return TakeQuoted(1, '\'', hasEscapes: false);
            case '"':
                return TakeQuoted(1, '"', hasEscapes: false);
            case '$':
                return TakeDollar();
            case '@' or ':' when IsWordStart(At(1)):
                _index++;
                return TakeWord(SqlTokenKind.Parameter);
            case ':' when At(1) == ':':
                _index += 2;
                return SqlTokenKind.Symbol;
            case '.' when At(1) == '.' && At(2) == '.':
                _index += 3;
                return SqlTokenKind.Symbol;
            case '/' when At(1) == '*':
                // Comments that are closed were skipped.
                _index = _text.Length;
                return SqlTokenKind.Literal;
            case '.' when char.IsAsciiDigit(At(1)):
            case >= '0' and <= '9':
                return TakeNumber();
            default:
                return IsWordStart(first) ? TakePrefixed(first) : TakeSymbol();
        }
    }

    private SqlTokenKind TakeSymbol()
    {
        _index++;
        return SqlTokenKind.Symbol;
    }

    private SqlTokenKind TakeWord(SqlTokenKind kind = SqlTokenKind.Word)
    {
        while (_index < _text.Length && IsWordPart(_text[_index]))
        {
            _index++;
        }

        return kind;
    }

    /// <summary>E'', N'', B'', X'' and U&amp;'' are literals; any other letter begins a word.</summary>
    private SqlTokenKind TakePrefixed(char first) => first switch
    {
        'E' or 'e' when At(1) == '\'' => TakeQuoted(2, '\'', hasEscapes: true),
        'N' or 'n' or 'B' or 'b' or 'X' or 'x' when At(1) == '\'' => TakeQuoted(2, '\'', hasEscapes: false),
        'U' or 'u' when At(1) == '&' && At(2) == '\'' => TakeQuoted(3, '\'', hasEscapes: false),
        _ => TakeWord(),
    };

    private SqlTokenKind TakeQuoted(int opening, char quote, bool hasEscapes)
    {
        var end = SqlText.EndOfQuoted(_text, _index + opening, quote, hasEscapes);
        var isClosed = end < _text.Length;
        _index = isClosed ? end + 1 : _text.Length;
        return quote == '"' && isClosed ? SqlTokenKind.QuotedName : SqlTokenKind.Literal;
    }

    /// <summary>$1, $$literal$$ and $tag$literal$tag$</summary>
    private SqlTokenKind TakeDollar()
    {
        var tagEnd = _index + 1;
        while (tagEnd < _text.Length && IsWordPart(_text[tagEnd]) && _text[tagEnd] != '$')
        {
            tagEnd++;
        }

        _work += tagEnd - _index;
        if (char.IsAsciiDigit(At(1)))
        {
            var digits = _text[(_index + 1)..tagEnd];
            _index = tagEnd;
            return digits.Length > LongestParameterNumber || digits.ContainsAnyExceptInRange('0', '9')
                ? SqlTokenKind.Literal
                : SqlTokenKind.Parameter;
        }

        if (tagEnd >= _text.Length || _text[tagEnd] != '$')
        {
            return TakeSymbol();
        }

        var tag = _text[_index..(tagEnd + 1)];
        var length = _text[(tagEnd + 1)..].IndexOf(tag);
        _index = length < 0 ? _text.Length : tagEnd + 1 + length + tag.Length;
        return SqlTokenKind.Literal;
    }

    /// <summary>Digits with whatever hangs on to them: 1.5e-7, 0xFF, 1_000.</summary>
    private SqlTokenKind TakeNumber()
    {
        while (_index < _text.Length)
        {
            var c = _text[_index];
            var isExponentSign = c is '+' or '-' && _text[_index - 1] is 'e' or 'E' && char.IsAsciiDigit(At(1));
            if (!isExponentSign && c != '.' && !IsWordPart(c))
            {
                break;
            }

            _index++;
        }

        return SqlTokenKind.Literal;
    }

    /// <summary>Skips white space, line comments, and block comments, which nest.</summary>
    private void SkipBlanks()
    {
        while (_index < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_index]))
            {
                _index++;
            }
            else if (_text[_index] == '-' && At(1) == '-')
            {
                var length = _text[_index..].IndexOfAny('\n', '\r');
                _index = length < 0 ? _text.Length : _index + length;
            }
            else if (_text[_index] != '/' || At(1) != '*' || !TrySkipBlockComment())
            {
                return;
            }
        }
    }

    private bool TrySkipBlockComment()
    {
        var depth = 0;
        for (var i = _index; i + 1 < _text.Length; i++)
        {
            if (_text[i] == '/' && _text[i + 1] == '*')
            {
                depth++;
                i++;
            }
            else if (_text[i] == '*' && _text[i + 1] == '/')
            {
                i++;
                if (--depth == 0)
                {
                    _index = i + 1;
                    return true;
                }
            }
        }

        _work += _text.Length - _index;
        return false;
    }

    private readonly char At(int ahead) => _index + ahead < _text.Length ? _text[_index + ahead] : '\0';

    private static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c == '_' || (c > 127 && !char.IsWhiteSpace(c));

    private static bool IsWordPart(char c) => IsWordStart(c) || char.IsAsciiDigit(c) || c == '$';
}
