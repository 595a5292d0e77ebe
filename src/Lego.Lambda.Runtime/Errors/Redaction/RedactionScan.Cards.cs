namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>Payment card numbers.</summary>
internal ref partial struct RedactionScan
{
    private const int FewestDigits = 13;
    private const int MostDigits = 19;

    private bool TryCardNumber()
    {
        // Decimals, versions, ids with hyphens and dates continue a number that began earlier.
        if (_index > 0 && _text[_index - 1] is '.' or '-' or '_' || !IsIssuer())
        {
            return false;
        }

        Span<byte> digits = stackalloc byte[MostDigits];
        var count = 0;
        var group = 0;
        var separator = '\0';
        var (inner, innerCount) = (0, 0);
        var i = _index;
        for (; i < _text.Length && count <= MostDigits; i++)
        {
            var c = _text[i];
            if (char.IsAsciiDigit(c))
            {
                if (count < MostDigits)
                {
                    digits[count] = (byte)(c - '0');
                }

                count++;
                group++;
                continue;
            }

            // Groups are 4-4-4-4(-3), 4-6-5 or 4-6-4; anything else is a list of numbers or a date.
            var isSeparator = c is ' ' or '-' && IsAsciiDigitAt(i + 1) && (separator == '\0' || separator == c);
            if (!isSeparator || (separator == '\0' ? group != 4 : group is not (4 or 6)))
            {
                break;
            }

            if (count is 14 or 16)
            {
                (inner, innerCount) = (i, count);
            }

            separator = c;
            group = 0;
        }

        _work += i - _index;
        return (count is >= FewestDigits and <= MostDigits && IsCard(i, digits[..count]) && Replace(_index, i))
            || (innerCount > 0 && separator == ' ' && !IsGroupOfFour(inner + 1) && IsCard(inner, digits[..innerCount]) && Replace(_index, inner));
    }

    private readonly bool IsCard(int end, ReadOnlySpan<byte> digits) =>
        !IsAlphanumericAt(end) && !IsAt(end, '_') && !(IsAt(end, '-') && IsAlphanumericAt(end + 1)) && !IsTicks(digits) && PassesLuhn(digits);

    /// <summary>Whether a list of numbers goes on here. Anything else is the text behind a card number.</summary>
    private readonly bool IsGroupOfFour(int start) =>
        IsAsciiDigitAt(start) && IsAsciiDigitAt(start + 1) && IsAsciiDigitAt(start + 2) && IsAsciiDigitAt(start + 3)
        && !IsAlphanumericAt(start + 4) && !(IsAt(start + 4, '-') && IsAlphanumericAt(start + 5));

    /// <summary>Issuers begin with 3 to 6 or 2221 to 2720; clocks in milliseconds to nanoseconds begin with 1.</summary>
    private readonly bool IsIssuer()
    {
        if (_text[_index] is >= '3' and <= '6')
        {
            return true;
        }

        return _text[_index] == '2'
            && _index + 4 <= _text.Length
            && int.TryParse(_text.AsSpan(_index, 4), System.Globalization.NumberStyles.None, null, out var prefix)
            && prefix is >= 2221 and <= 2720;
    }

    /// <summary>Ticks of this century are numbers of 18 digits that begin with 63 or 64.</summary>
    private static bool IsTicks(ReadOnlySpan<byte> digits) => digits.Length == 18 && digits[0] == 6 && digits[1] is 3 or 4;

    private static bool PassesLuhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            int digit = digits[digits.Length - 1 - i];
            var doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }
}
