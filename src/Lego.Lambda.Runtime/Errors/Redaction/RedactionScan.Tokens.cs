namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>Secrets that are known by their own shape: access keys, service tokens, JWTs, credentials after a scheme, private keys.</summary>
internal ref partial struct RedactionScan
{
    private const int AccessKeyLength = 20;

    private bool TryWord(char first) => first switch
    {
        'A' => TryAccessKey() || TryServiceToken(first),
        'B' or 'b' => TryCredential("Bearer", minimumWhenPlain: 24) || TryCredential("Basic", minimumWhenPlain: int.MaxValue),
        'e' => TryJsonWebToken(),
        'K' => TryKeyDetail(),
        'D' => TryDetailLine(),
        'P' or 'p' or 'I' or 'i' => TrySpokenPassword() || TryInputPhrase() || TryServiceToken(first),
        'c' => TryFailingRow(),
        'n' => TryNearPhrase() || TryServiceToken(first),
        _ => TryServiceToken(first),
    };

    /// <summary>Access key ids of AWS: a four-letter kind and 16 characters.</summary>
    private bool TryAccessKey()
    {
        if (!Follows("AKIA", _index) && !Follows("ASIA", _index) && !Follows("ABIA", _index) && !Follows("ACCA", _index))
        {
            return false;
        }

        var end = _index + AccessKeyLength;
        if (end > _text.Length || IsAlphanumericAt(end))
        {
            return false;
        }

        foreach (var c in _text.AsSpan(_index, AccessKeyLength))
        {
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return Replace(_index, end);
    }

    private bool TryServiceToken(char first)
    {
        foreach (var shape in TokenShape.BeginningWith(first))
        {
            if (!Follows(shape.Prefix, _index))
            {
                continue;
            }

            var start = _index + shape.Prefix.Length;
            var end = shape.Rest switch
            {
                TokenAlphabet.Alphanumeric => EndOfRun(ref _alphanumericMemo, CharSets.Alphanumeric, start),
                TokenAlphabet.Base64Url => EndOfRun(ref _base64UrlMemo, CharSets.Base64Url, start),
                TokenAlphabet.Base64 => EndOfRun(ref _credentialMemo, CharSets.Credential, start),
                _ => EndOfRun(ref _joinedMemo, CharSets.Joined, start),
            };

            if (end - start >= shape.MinimumLength && LooksRandom(start, end))
            {
                return Replace(_index, end);
            }
        }

        return false;
    }

    /// <summary>Tokens of bots: a number of 8 to 10 digits, a colon, and 35 characters that begin with AA.</summary>
    private bool TryBotToken()
    {
        const int FewestDigits = 8;
        const int MostDigits = 10;
        const int SecretLength = 35;
        if (!Follows("AA", _index + 1))
        {
            return false;
        }

        // In a URL the number follows the word "bot" without anything between.
        var start = _index;
        while (_index - start <= MostDigits && IsAsciiDigitAt(start - 1))
        {
            start--;
        }

        _work += _index - start;
        if (_index - start is < FewestDigits or > MostDigits)
        {
            return false;
        }

        var end = EndOfRun(ref _base64UrlMemo, CharSets.Base64Url, _index + 1);
        return end - _index > SecretLength - 2 && Replace(start, end);
    }

    /// <summary>Parts of base64url joined by dots, the first of which is a JSON object (RFC 7519).</summary>
    private bool TryJsonWebToken()
    {
        if (!Follows("eyJ", _index))
        {
            return false;
        }

        var headerEnd = EndOfRun(ref _base64UrlMemo, CharSets.Base64Url, _index);
        if (headerEnd - _index < 10 || !IsAt(headerEnd, '.'))
        {
            return false;
        }

        if (_jwtHeaderEnd != headerEnd)
        {
            _jwtHeaderEnd = headerEnd;
            _jwtEnd = EndOfParts(headerEnd);
        }

        return _jwtEnd > headerEnd + 4 && Replace(_index, _jwtEnd);
    }

    private int EndOfParts(int position)
    {
        while (IsAt(position, '.'))
        {
            var length = CharSets.Base64Url.IndexOfOther(_text.AsSpan(position + 1));
            var end = length < 0 ? _text.Length : position + 1 + length;
            _work += end - position;

            // An encrypted token may have an empty part between two dots; a single dot at the end is punctuation.
            if (end == position + 1 && !IsAt(end, '.'))
            {
                break;
            }

            position = end;
        }

        return position;
    }

    /// <summary>"Bearer x" and "Basic x" outside a header; prose about bearer tokens and basic things stays.</summary>
    private bool TryCredential(string scheme, int minimumWhenPlain)
    {
        var start = _index + scheme.Length;
        if (!Follows(scheme, _index, StringComparison.OrdinalIgnoreCase) || !IsBlankAt(start) || start >= _text.Length)
        {
            return false;
        }

        start = SkipBlanks(start);
        if (start >= _text.Length)
        {
            return false;
        }

        var end = EndOfRun(ref _credentialMemo, CharSets.Credential, start);
        while (end > start && _text[end - 1] == '.')
        {
            end--;
        }

        var isCredential = end - start >= minimumWhenPlain || (end - start >= 8 && LooksRandom(start + 1, end));

        // A word before a separator is a name, whose value its own rule must see: "Basic X-Api-Key: x".
        var isName = SkipBlanks(end) is var next && (IsAt(next, ':') || IsAt(next, '='));
        return isCredential && !isName && !IsAt(end, '"') && Replace(start, end);
    }

    /// <summary>A digit or a capital between other characters: words of a language have neither.</summary>
    private bool LooksRandom(int start, int end)
    {
        var part = _text.AsSpan(start, Math.Min(end - start, 64));
        _work += part.Length;
        return part.ContainsAnyInRange('0', '9') || part.ContainsAnyInRange('A', 'Z');
    }

    /// <summary>PEM blocks of private keys; certificates and public keys stay.</summary>
    private bool TryPrivateKey()
    {
        const string Begin = "-----BEGIN ";
        if (!Follows(Begin, _index))
        {
            return false;
        }

        var label = _text.AsSpan(_index + Begin.Length, Math.Min(64, _text.Length - _index - Begin.Length));
        _work += label.Length;
        var labelEnd = label.IndexOf("-----");
        if (!(labelEnd < 0 ? label : label[..labelEnd]).Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            return false;
        }

        var bodyStart = _index + Begin.Length + Math.Max(labelEnd, 0);
        var tail = _text.AsSpan(bodyStart).IndexOf("-----END ");
        if (tail < 0)
        {
            return Replace(_index, _text.Length);
        }

        var closing = bodyStart + tail + "-----END ".Length;
        var dashes = _text.AsSpan(closing).IndexOf("-----");
        return Replace(_index, dashes < 0 ? _text.Length : closing + dashes + 5);
    }
}
