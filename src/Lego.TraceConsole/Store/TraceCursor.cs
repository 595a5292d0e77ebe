using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Lego.TraceConsole.Store;

/// <summary>Where a page of traces ended: the time and key of the last trace that was looked at.</summary>
internal readonly record struct TraceCursor(double Time, long Key)
{
    /// <summary>Text for a <c>NextToken</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time:R}_{Key}");

    public static bool TryParse(string? text, [NotNullWhen(true)] out TraceCursor? cursor)
    {
        cursor = text?.Split('_') is [var time, var key]
            && double.TryParse(time, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds)
            && long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new TraceCursor(seconds, number)
            : null;
        return cursor is not null;
    }
}
