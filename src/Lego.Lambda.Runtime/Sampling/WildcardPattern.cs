namespace Lego.Lambda.Runtime.Sampling;

/// <summary>
/// A pattern of a sampling rule: <c>*</c> is any run of characters, also none, <c>?</c> is exactly one, letter case does not count.
/// Source: AWS X-Ray developer guide, sampling rule options.
/// </summary>
internal readonly struct WildcardPattern
{
    // Null when the pattern is only stars; letters are upper-case.
    private readonly string? _pattern;

    internal WildcardPattern(string pattern)
    {
        var isOpen = pattern.Length > 0 && pattern.AsSpan().Trim('*').IsEmpty;
        _pattern = isOpen ? null : string.Concat(pattern.Select(char.ToUpperInvariant));
    }

    /// <summary>
    /// Compares without backtracking over more than one star: a star that was passed keeps what it took, because the parts between stars
    /// may as well be found as early as possible. So the work is at most the text's length times the pattern's, which is limited.
    /// </summary>
    /// <param name="text">The value, or null for a request that has none: only a pattern of nothing but stars matches it.</param>
    internal bool Matches(string? text)
    {
        if (_pattern is not { } pattern)
        {
            return true;
        }

        if (text is null)
        {
            return false;
        }

        var (at, position, afterStar, retry) = (0, 0, -1, 0);
        while (position < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                afterStar = ++at;
                retry = position;
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == char.ToUpperInvariant(text[position])))
            {
                at++;
                position++;
            }
            else if (afterStar >= 0)
            {
                at = afterStar;
                position = ++retry;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).Trim('*').IsEmpty;
    }
}
