using System.Globalization;
using System.Text.Json;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>Times of a segment document: epoch seconds with six decimals.</summary>
internal static class EpochSeconds
{
    internal static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTime time)
    {
        var micros = (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        Span<byte> text = stackalloc byte[32];
        // Written digit by digit: a double keeps microseconds only by luck at this size.
        (micros / 1_000_000).TryFormat(text, out var whole, default, CultureInfo.InvariantCulture);
        text[whole] = (byte)'.';
        (micros % 1_000_000).TryFormat(text[(whole + 1)..], out var fraction, "D6", CultureInfo.InvariantCulture);
        json.WritePropertyName(name);
        json.WriteRawValue(text[..(whole + 1 + fraction)], skipInputValidation: true);
    }
}
