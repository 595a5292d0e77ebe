using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.XRayApi;

/// <summary>Checks members of requests; what is wrong is answered with the member's name and its limit.</summary>
internal static class Demand
{
    // The longest that AWS takes is not published; this is longer than any that the console gives.
    private const int MaxToken = 200;

    public static string Text([NotNull] string? value, string member, int max, int min = 1)
    {
        Optional(value, member, max, min);
        return value ?? throw Missing(member);
    }

    public static void Optional(string? value, string member, int max, int min = 1)
    {
        if (value is not null && (value.Length < min || value.Length > max))
        {
            throw XRayApiException.Invalid(FormattableString.Invariant(
                $"{member} must have {min} to {max} characters, and has {value.Length}."));
        }
    }

    public static T Within<T>([NotNull] T? value, string member, T min, T max)
        where T : struct, INumber<T>
    {
        Optional(value, member, min, max);
        return value ?? throw Missing(member);
    }

    public static void Optional<T>(T? value, string member, T min, T max)
        where T : struct, INumber<T>
    {
        if (value is { } given && !(given >= min && given <= max))
        {
            throw XRayApiException.Invalid(FormattableString.Invariant($"{member} must be from {min} to {max}, and is {given}."));
        }
    }

    public static IReadOnlyList<T> List<T>(IReadOnlyList<T?>? items, string member, int max)
        where T : class
    {
        if (items is null || items.Count == 0)
        {
            throw Missing(member);
        }

        if (items.Count > max)
        {
            throw XRayApiException.Invalid(FormattableString.Invariant($"{member} must have at most {max} items, and has {items.Count}."));
        }

        return items.Contains(null)
            ? throw XRayApiException.Invalid($"{member} must not have null among its items.")
            : [.. items.OfType<T>()];
    }

    /// <summary>Epoch seconds of a range: both are there, and the end is behind the start.</summary>
    public static (double From, double To) Range(double? start, double? end)
    {
        var (from, to) = (Time(start, "StartTime"), Time(end, "EndTime"));
        return from < to ? (from, to) : throw XRayApiException.Invalid("EndTime must be later than StartTime.");
    }

    public static IReadOnlyList<string> TraceIds(IReadOnlyList<string?>? ids, int max)
    {
        var normal = new List<string>();
        foreach (var id in List(ids, "TraceIds", max))
        {
            normal.Add(Model.TraceIds.TryNormalize(id, out var known) ? known : throw XRayApiException.Invalid(
                "TraceIds must be ids of the form 1-xxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxx in hexadecimal digits."));
        }

        return [.. normal.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>For calls whose answer is always one page.</summary>
    public static void NoToken(string? token)
    {
        if (!string.IsNullOrEmpty(token))
        {
            throw BadToken();
        }
    }

    /// <summary>A token that is a whole number; 0 on the first page.</summary>
    public static long Token(string? token) => string.IsNullOrEmpty(token) ? 0
        : token.Length <= MaxToken && long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw BadToken();

    public static XRayApiException BadToken() => XRayApiException.Invalid("NextToken is none that this call has answered.");

    public static XRayApiException Missing(string member) => XRayApiException.Invalid($"{member} is required.");

    private static double Time(double? value, string member)
    {
        var seconds = value ?? throw Missing(member);
        return EpochTime.IsValid(seconds) ? seconds : throw XRayApiException.Invalid($"{member} must be epoch seconds.");
    }
}
