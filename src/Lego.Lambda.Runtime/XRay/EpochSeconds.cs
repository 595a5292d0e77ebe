namespace Lego.Lambda.Runtime.XRay;

/// <summary>Times of a segment document: epoch seconds with six decimals.</summary>
internal static class EpochSeconds
{
    private const int Decimals = 6;
    private const int MostDigits = 20;

    internal static void Write(DocumentJson json, ReadOnlySpan<byte> name, long utcTicks)
    {
        var micros = (ulong)Math.Max(0, utcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        Span<byte> text = stackalloc byte[MostDigits + 1];
        var at = text.Length;
        // Written digit by digit: a double keeps microseconds only by luck at this size.
        for (var digit = 0; micros > 0 || digit <= Decimals; digit++)
        {
            if (digit == Decimals)
            {
                text[--at] = (byte)'.';
            }

            text[--at] = (byte)('0' + (micros % 10));
            micros /= 10;
        }

        json.WritePropertyName(name);
        json.WriteRawValue(text[at..]);
    }
}
