namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>User info of URLs, and e-mail addresses.</summary>
internal ref partial struct RedactionScan
{
    /// <summary>scheme://user:password@host</summary>
    private bool TryUserInfo()
    {
        if (!Follows("//", _index + 1) || !IsAlphanumericAt(_index - 1))
        {
            return false;
        }

        var start = _index + 3;
        var end = EndBefore(ref _authorityMemo, CharSets.AuthorityEnds, start);
        var at = _text.AsSpan(start, end - start).LastIndexOf('@');
        if (at < 0 && IsBrokenUserInfo(start, end))
        {
            // A password with an unescaped slash or question mark ends the authority too early.
            end = EndBefore(ref _urlMemo, CharSets.UrlEnds, start);
            at = _text.AsSpan(start, end - start).LastIndexOf('@');
        }

        return at > 0 && Replace(start, start + at);
    }

    private bool IsBrokenUserInfo(int start, int end)
    {
        var authority = _text.AsSpan(start, end - start);
        var colon = authority.LastIndexOf(':');
        if (colon < 0 || authority.EndsWith("]") || !authority[(colon + 1)..].ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var at = EndBefore(ref _atMemo, CharSets.AtSigns, start);
        return at < EndBefore(ref _urlMemo, CharSets.UrlEnds, start);
    }

    /// <summary>name@host.domain, or with a percent-escaped at sign.</summary>
    private bool TryMailAddress(int domain)
    {
        if (_mailboxStart < 0 || domain >= _text.Length || !char.IsLetterOrDigit(_text[domain]))
        {
            return false;
        }

        var end = EndOfDomain(domain);
        while (end > domain && _text[end - 1] is '.' or '-')
        {
            end--;
        }

        var dot = _text.AsSpan(domain, end - domain).LastIndexOf('.');
        _work += Math.Min(end - domain, 64);
        return dot > 0 && end - domain - dot > 2 && char.IsLetter(_text[domain + dot + 1]) && Replace(_mailboxStart, end);
    }

    private int EndOfDomain(int start)
    {
        if (_domainMemo.TryGetEnd(start, out var known))
        {
            return known;
        }

        var end = start;
        while (end < _text.Length && CharSets.IsDomain(_text[end]))
        {
            end++;
        }

        return Remember(ref _domainMemo, start, end - start);
    }
}
