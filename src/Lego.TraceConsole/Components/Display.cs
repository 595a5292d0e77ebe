using System.Globalization;
using System.Text.Json;
using System.Text.Encodings.Web;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Components;

/// <summary>Numbers, times and JSON as people read them.</summary>
internal static class Display
{
    // The markup escapes it once more, so nothing but readability hangs on this choice.
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Duration(double seconds) => Math.Max(0, seconds) switch
    {
        < 0.0000005 => "0 ms",
        < 0.001 => Invariant($"{seconds * 1000:0.###} ms"),
        < 0.0995 => Invariant($"{seconds * 1000:0.0} ms"),
        < 0.9995 => Invariant($"{seconds * 1000:0} ms"),
        < 59.995 => Invariant($"{seconds:0.00} s"),
        < 3600 => Invariant($"{Math.Floor(seconds / 60)} min {seconds % 60:0} s"),
        _ => Invariant($"{seconds / 3600:0.0} h"),
    };

    /// <summary>With two digits that count, where there is little room.</summary>
    public static string Brief(double seconds) => Math.Max(0, seconds) switch
    {
        < 0.00995 => Invariant($"{seconds * 1000:0.0} ms"),
        < 0.9995 => Invariant($"{seconds * 1000:0} ms"),
        < 9.95 => Invariant($"{seconds:0.0} s"),
        < 600 => Invariant($"{seconds:0} s"),
        _ => Duration(seconds),
    };

    /// <summary>A coordinate in a drawing.</summary>
    public static string Number(double value) => Invariant($"{value:0.#}");

    public static string Offset(double seconds) => seconds < 0 ? "−" + Duration(-seconds) : "+" + Duration(seconds);

    public static string Clock(double epochSeconds, TimeZoneInfo zone) => Invariant($"{InZone(epochSeconds, zone):HH:mm:ss.fff}");

    public static string Day(double epochSeconds, TimeZoneInfo zone) => Invariant($"{InZone(epochSeconds, zone):yyyy-MM-dd}");

    public static string Exact(double epochSeconds, TimeZoneInfo zone) => Invariant($"{InZone(epochSeconds, zone):yyyy-MM-dd HH:mm:ss.ffffff zzz}");

    public static string Age(double seconds) => seconds switch
    {
        < 1 => "just now",
        < 60 => Invariant($"{Math.Floor(seconds)} s ago"),
        < 3600 => Invariant($"{Math.Floor(seconds / 60)} min ago"),
        < 86_400 => Invariant($"{Math.Floor(seconds / 3600)} h ago"),
        _ => Invariant($"{Math.Floor(seconds / 86_400)} d ago"),
    };

    public static string Share(double part, double whole) => whole <= 0 ? "" : Invariant($"{100 * part / whole:0} %");

    public static string Bytes(double bytes) => bytes switch
    {
        < 1024 => Invariant($"{bytes:0} B"),
        < 1024 * 1024 => Invariant($"{bytes / 1024:0.0} KB"),
        _ => Invariant($"{bytes / 1024 / 1024:0.0} MB"),
    };

    public static string Percent(double share) => Invariant($"{100 * Math.Clamp(share, 0, 1):0.###}%");

    public static string Json(JsonElement element)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            element.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static DateTimeOffset InZone(double epochSeconds, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(EpochTime.ToTime(epochSeconds), zone);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
