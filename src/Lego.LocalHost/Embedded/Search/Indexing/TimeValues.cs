using System.Globalization;
using Lego.LocalHost.Embedded.Search.Errors;

namespace Lego.LocalHost.Embedded.Search.Indexing;

/// <summary>Durations such as <c>500ms</c>, <c>5s</c>, <c>1m</c>.</summary>
internal static class TimeValues
{
    private static readonly (string Unit, double Milliseconds)[] Units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    public static TimeSpan Parse(string text, string setting)
    {
        if (text == "0")
        {
            return TimeSpan.Zero;
        }

        foreach (var (unit, milliseconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number * milliseconds < int.MaxValue)
            {
                return TimeSpan.FromMilliseconds(number * milliseconds);
            }
        }

        throw SearchErrors.IllegalArgument($"failed to parse setting [{setting}] with value [{text}] as a time value: unit is missing or unrecognized");
    }
}
