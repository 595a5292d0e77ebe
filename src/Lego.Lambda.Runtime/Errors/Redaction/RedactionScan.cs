using System.Text;

namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>
/// One walk over a text. Each character is visited once; what a rule looks at ahead of it is either consumed, bounded by a constant,
/// or remembered in a <see cref="RunMemo"/>, so that the work is linear in the length of any text.
/// </summary>
internal ref partial struct RedactionScan
{
    private static readonly string[] KeyKinds = ["access", "api", "secret", "account", "private", "signing", "shared", "encryption", "master"];

    private readonly string _original;

    // What the rules see: the same text without escapes, and where each of its positions stands in the original; null where they are one.
    private readonly string _text;
    private readonly int[]? _origins;
    private StringBuilder? _output;
    private int _copied;
    private int _index;
    private long _work;

    private int _nameStart;
    private int _nameEnd;
    private int _earlierNameStart;
    private int _earlierNameEnd;
    private int _mailboxStart = -1;

    private RunMemo _wordMemo;
    private RunMemo _lineMemo;
    private RunMemo _alphanumericMemo;
    private RunMemo _base64UrlMemo;
    private RunMemo _joinedMemo;
    private RunMemo _credentialMemo;
    private RunMemo _authorityMemo;
    private RunMemo _atMemo;
    private RunMemo _urlMemo;
    private RunMemo _domainMemo;
    private RunMemo _queryMemo;
    private RunMemo _semicolonMemo;
    private bool? _isSql;
    private bool _expectsKey;
    private bool _expectsInput;
    private int? _rowPhraseEnd;
    private int _jwtHeaderEnd;
    private int _jwtEnd;

    /// <param name="text">The text to walk over.</param>
    public RedactionScan(string text)
    {
        _original = text;
        _text = EscapedText.IsIn(text) ? EscapedText.Decode(text, out _origins) : text;
    }

    /// <summary>Number of characters looked at so far, counting those that were looked at again.</summary>
    public readonly long Work => _work;

    /// <summary>Walks over the text and returns it without secrets; the same instance when it has none.</summary>
    public string Run()
    {
        while (_index < _text.Length)
        {
            var c = _text[_index];
            if (TryRules(c))
            {
                _work++;
            }
            else if (char.IsAsciiLetterOrDigit(c))
            {
                // Within a word no rule begins.
                PassWord();
            }
            else if (IsPercentEscape(_index))
            {
                // "%22eyJ": the digits of the escape are no part of the word behind it.
                for (var end = _index + 3; _index < end; _index++)
                {
                    Track(_text[_index]);
                }

                _work += 3;
            }
            else
            {
                _work++;
                Track(c);
                _index++;
            }
        }

        return _output is null ? _original : _output.Append(_original, _copied, _original.Length - _copied).ToString();
    }

    private bool TryRules(char c)
    {
        if (char.IsAsciiLetterOrDigit(c))
        {
            return (!IsAlphanumericAt(_index - 1) || IsPercentEscape(_index - 3)) && (char.IsAsciiDigit(c) ? TryCardNumber() : TryWord(c));
        }

        return c switch
        {
            '=' => TryPostgresKey() || TryNameValue('='),
            ':' => TryUserInfo() || TryBotToken() || TryQuotedInput() || TryNameValue(':'),
            '@' => TryMailAddress(_index + 1),
            '%' => Follows("40", _index + 1) && TryMailAddress(_index + 3),
            '\'' => TrySqlLiteral(),
            '$' => TryDollarLiteral(),
            '-' => TryPrivateKey() || TryCommandOption(),
            '>' => TryElement(),
            _ => false,
        };
    }

    private void PassWord()
    {
        var length = CharSets.Alphanumeric.IndexOfOther(_text.AsSpan(_index));
        var end = length < 0 ? _text.Length : _index + length;
        Track(_text[_index]);
        _work += end - _index;
        _index = _nameEnd = end;
    }

    /// <summary>Keeps where the last name and the last possible mailbox began, so that no rule has to look back for it.</summary>
    private void Track(char c)
    {
        if (CharSets.IsName(c))
        {
            if (_nameEnd != _index)
            {
                (_earlierNameStart, _earlierNameEnd) = (_nameStart, _nameEnd);
                _nameStart = _index;
            }

            _nameEnd = _index + 1;
        }

        if (!CharSets.IsMailbox(c))
        {
            _mailboxStart = -1;
        }
        else if (_mailboxStart < 0)
        {
            _mailboxStart = _index;
        }
    }

    /// <summary>Puts the mark in place of a stretch and goes on behind it.</summary>
    private bool Replace(int start, int end)
    {
        // What is redacted already stays as it is: redacting twice changes nothing and allocates nothing.
        if (!_text.AsSpan(start, end - start).SequenceEqual(Redactor.Mark))
        {
            _output ??= new StringBuilder(_original.Length);
            _output.Append(_original, _copied, Origin(start) - _copied).Append(Redactor.Mark);
            _copied = Origin(end);
        }

        _index = end;
        _nameStart = _nameEnd = _earlierNameStart = _earlierNameEnd = end;
        _mailboxStart = -1;
        return true;
    }

    private readonly int Origin(int position) => _origins is null ? position : _origins[position];

    private readonly bool IsAlphanumericAt(int position) =>
        (uint)position < (uint)_text.Length && char.IsLetterOrDigit(_text[position]);

    private readonly bool IsAsciiDigitAt(int position) =>
        (uint)position < (uint)_text.Length && char.IsAsciiDigit(_text[position]);

    private readonly bool IsPercentEscape(int position) =>
        IsAt(position, '%') && position + 2 < _text.Length && char.IsAsciiHexDigit(_text[position + 1]) && char.IsAsciiHexDigit(_text[position + 2]);

    private readonly bool IsAt(int position, char c) => (uint)position < (uint)_text.Length && _text[position] == c;

    private readonly bool Follows(string expected, int position, StringComparison comparison = StringComparison.Ordinal) =>
        position >= 0 && position < _text.Length && _text.AsSpan(position).StartsWith(expected, comparison);

    private int EndOfRun(ref RunMemo memo, CharTable members, int start)
    {
        if (memo.TryGetEnd(start, out var known))
        {
            return known;
        }

        var length = members.IndexOfOther(_text.AsSpan(start));
        return Remember(ref memo, start, length);
    }

    private int EndBefore(ref RunMemo memo, CharTable ends, int start)
    {
        if (memo.TryGetEnd(start, out var known))
        {
            return known;
        }

        var length = ends.IndexIn(_text.AsSpan(start));
        return Remember(ref memo, start, length);
    }

    private int Remember(ref RunMemo memo, int start, int length)
    {
        var end = length < 0 ? _text.Length : start + length;
        _work += end - start + 1;
        memo.Set(start, end);
        return end;
    }

    private int EndOfWord(int start) => EndBefore(ref _wordMemo, CharSets.Blanks, start);

    private int EndOfLine(int start) => EndBefore(ref _lineMemo, CharSets.LineEnds, start);

    private readonly int SkipBlanks(int position)
    {
        while (position < _text.Length && _text[position] is ' ' or '\t')
        {
            position++;
        }

        return position;
    }
}
