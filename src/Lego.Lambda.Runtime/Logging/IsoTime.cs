namespace Lego.Lambda.Runtime.Logging;

/// <summary>
/// Times in UTC with milliseconds, <c>2026-01-31T23:59:59.999Z</c>. Written digit by digit: to look up how a culture writes times is a good
/// part of a process's first log line.
/// </summary>
internal static class IsoTime
{
    internal const int Length = 24;

    internal static string Text(DateTimeOffset time)
    {
        Span<char> text = stackalloc char[Length];
        Write(time, text);
        return new string(text);
    }

    /// <summary>Writes <see cref="Length"/> characters.</summary>
    internal static void Write(DateTimeOffset time, Span<char> text)
    {
        var utc = time.UtcDateTime;
        Digits(text[..4], utc.Year);
        text[4] = '-';
        Digits(text[5..7], utc.Month);
        text[7] = '-';
        Digits(text[8..10], utc.Day);
        text[10] = 'T';
        Digits(text[11..13], utc.Hour);
        text[13] = ':';
        Digits(text[14..16], utc.Minute);
        text[16] = ':';
        Digits(text[17..19], utc.Second);
        text[19] = '.';
        Digits(text[20..23], utc.Millisecond);
        text[23] = 'Z';
    }

    private static void Digits(Span<char> text, int number)
    {
        for (var i = text.Length - 1; i >= 0; i--, number /= 10)
        {
            text[i] = (char)('0' + (number % 10));
        }
    }
}
