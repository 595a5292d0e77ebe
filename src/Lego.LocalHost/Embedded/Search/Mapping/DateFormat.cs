using System.Globalization;
using System.Text.RegularExpressions;

namespace Lego.LocalHost.Embedded.Search.Mapping;

/// <summary>A list of date formats joined by <c>||</c>, tried in order, as mappings and range queries write it.</summary>
internal sealed partial class DateFormat
{
    public static readonly DateFormat Standard = Of("strict_date_optional_time||epoch_millis");

    private readonly string[] _formats;

    private DateFormat(string text)
    {
        Text = text;
        _formats = text.Split("||", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    public string Text { get; }

    public static DateFormat Of(string text) => new(text);

    /// <summary>Milliseconds since 1970. With <paramref name="roundUp"/>, what the text leaves out is filled with its last moment.</summary>
    public bool TryParse(string text, bool roundUp, out long milliseconds)
    {
        foreach (var format in _formats)
        {
            if (TryParse(format, text, roundUp, out milliseconds))
            {
                return true;
            }
        }

        milliseconds = 0;
        return false;
    }

    private static bool TryParse(string format, string text, bool roundUp, out long milliseconds)
    {
        switch (format)
        {
            case "epoch_millis":
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out milliseconds);
            case "epoch_second":
                var isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds);
                milliseconds = seconds * 1000;
                return isNumber;
            case "strict_date_optional_time" or "date_optional_time" or "strict_date_optional_time_nanos" or "date_time" or "strict_date_time":
                return TryParseIso(text, roundUp, out milliseconds);
            case "date" or "strict_date":
                milliseconds = 0;
                return !text.Contains('T', StringComparison.Ordinal) && TryParseIso(text, roundUp, out milliseconds);
            default:
                var pattern = format.Replace("uuuu", "yyyy", StringComparison.Ordinal).Replace("XXX", "zzz", StringComparison.Ordinal);
                var isDate = DateTimeOffset.TryParseExact(text, pattern, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date);
                var wholeDay = roundUp && !pattern.Contains('H', StringComparison.Ordinal);
                milliseconds = (wholeDay ? date.AddDays(1).AddMilliseconds(-1) : date).ToUnixTimeMilliseconds();
                return isDate;
        }
    }

    private static bool TryParseIso(string text, bool roundUp, out long milliseconds)
    {
        milliseconds = 0;
        var match = IsoDate().Match(text);
        if (!match.Success)
        {
            return false;
        }

        var year = Part(match, 1, 0);
        var month = Part(match, 2, roundUp ? 12 : 1);
        if (year < 1 || month is < 1 or > 12)
        {
            return false;
        }

        var day = Part(match, 3, roundUp ? DateTime.DaysInMonth(year, month) : 1);
        var (hour, minute, second) = (Part(match, 4, roundUp ? 23 : 0), Part(match, 5, roundUp ? 59 : 0), Part(match, 6, roundUp ? 59 : 0));
        if (day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var fraction = match.Groups[7].Success ? int.Parse(match.Groups[7].Value.PadRight(3, '0')[..3], CultureInfo.InvariantCulture) : roundUp ? 999 : 0;
        var date = new DateTime(year, month, day, hour, minute, second, fraction, DateTimeKind.Utc);
        milliseconds = new DateTimeOffset(date).ToUnixTimeMilliseconds() - (long)Offset(match.Groups[8].Value).TotalMilliseconds;
        return true;
    }

    private static int Part(Match match, int group, int missing) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : missing;

    private static TimeSpan Offset(string zone)
    {
        if (zone is "" or "Z")
        {
            return TimeSpan.Zero;
        }

        var digits = zone[1..].Replace(":", "", StringComparison.Ordinal).PadRight(4, '0');
        var offset = new TimeSpan(int.Parse(digits[..2], CultureInfo.InvariantCulture), int.Parse(digits[2..], CultureInfo.InvariantCulture), 0);
        return zone[0] == '-' ? -offset : offset;
    }

    [GeneratedRegex(@"^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T(?:([0-9]{2})(?::([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?)?)?)?$")]
    private static partial Regex IsoDate();
}
