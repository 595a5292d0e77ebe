using System.Globalization;
using Lego.LocalHost.Embedded.Search.Errors;

namespace Lego.LocalHost.Embedded.Search.Mapping;

/// <summary>Dates as queries write them: a date, <c>now-7d/d</c>, or <c>2026-01-01||+1M/M</c>.</summary>
internal static class DateMath
{
    public static long Evaluate(string text, DateFormat format, DateTimeOffset now, bool roundUp)
    {
        if (text.StartsWith("now", StringComparison.Ordinal))
        {
            return Apply(now, text, 3, roundUp);
        }

        var anchor = text.IndexOf("||", StringComparison.Ordinal);
        var date = anchor < 0 ? text : text[..anchor];
        // A date that is only the anchor of an expression is its first moment.
        if (!format.TryParse(date, roundUp && anchor < 0, out var milliseconds))
        {
            throw new SearchException(400, "parse_exception", $"failed to parse date field [{date}] with format [{format.Text}]");
        }

        return anchor < 0 ? milliseconds : Apply(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), text, anchor + 2, roundUp);
    }

    private static long Apply(DateTimeOffset date, string text, int position, bool roundUp)
    {
        while (position < text.Length)
        {
            var sign = text[position++];
            var digits = position;
            while (position < text.Length && char.IsAsciiDigit(text[position]))
            {
                position++;
            }

            if (position == text.Length || sign is not ('+' or '-' or '/') || (sign == '/' && position > digits))
            {
                throw new SearchException(400, "parse_exception", $"operator not supported for date math [{text}]");
            }

            var unit = text[position];
            var count = 1;
            if (position > digits && !int.TryParse(text.AsSpan(digits, position - digits), CultureInfo.InvariantCulture, out count))
            {
                throw new SearchException(400, "parse_exception", $"number too large in date math [{text}]");
            }

            position++;
            date = sign == '/' ? Round(date, unit, roundUp, text) : Add(date, sign == '-' ? -count : count, unit, text);
        }

        return date.ToUnixTimeMilliseconds();
    }

    private static DateTimeOffset Round(DateTimeOffset date, char unit, bool roundUp, string text)
    {
        var day = new DateTimeOffset(date.UtcDateTime.Date, TimeSpan.Zero);
        var start = unit switch
        {
            'y' => new DateTimeOffset(date.Year, 1, 1, 0, 0, 0, TimeSpan.Zero),
            'M' => new DateTimeOffset(date.Year, date.Month, 1, 0, 0, 0, TimeSpan.Zero),
            'w' => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            'd' => day,
            'h' or 'H' => day.AddHours(date.Hour),
            'm' => day.AddHours(date.Hour).AddMinutes(date.Minute),
            's' => DateTimeOffset.FromUnixTimeSeconds(date.ToUnixTimeSeconds()),
            _ => throw UnknownUnit(unit, text),
        };
        return roundUp ? Add(start, 1, unit, text).AddMilliseconds(-1) : start;
    }

    private static DateTimeOffset Add(DateTimeOffset date, int count, char unit, string text)
    {
        try
        {
            return unit switch
            {
                'y' => date.AddYears(count),
                'M' => date.AddMonths(count),
                'w' => date.AddDays(7d * count),
                'd' => date.AddDays(count),
                'h' or 'H' => date.AddHours(count),
                'm' => date.AddMinutes(count),
                's' => date.AddSeconds(count),
                _ => throw UnknownUnit(unit, text),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new SearchException(400, "parse_exception", $"date math [{text}] leaves the years 1 to 9999");
        }
    }

    private static SearchException UnknownUnit(char unit, string text) =>
        new(400, "parse_exception", $"unit [{unit}] not supported for date math [{text}]");
}
