using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// Conversions between W3C ids and X-Ray's. A trace id of 32 hex digits is written <c>1-</c> + the first 8 + <c>-</c> + the other 24;
/// a span id is the same 16 hex digits in both. Source: AWS X-Ray developer guide, "Sending trace data".
/// </summary>
public static class TraceIds
{
    /// <summary>Characters of an X-Ray trace id.</summary>
    public const int XRayLength = 35;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Writes a trace id in X-Ray's form.</summary>
    public static string ToXRay(ActivityTraceId traceId) =>
        string.Create(XRayLength, traceId, static (text, traceId) => Write(traceId, text));

    /// <summary>Writes a trace id in X-Ray's form into <see cref="XRayLength"/> characters.</summary>
    internal static void Write(ActivityTraceId traceId, Span<char> text)
    {
        var hex = traceId.ToHexString();
        "1-".CopyTo(text);
        hex.AsSpan(0, 8).CopyTo(text[2..]);
        text[10] = '-';
        hex.AsSpan(8).CopyTo(text[11..]);
    }

    /// <summary>Makes a trace id of the time in seconds and 96 random bits, as X-Ray's own are.</summary>
    public static ActivityTraceId New(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        Span<byte> bytes = stackalloc byte[16];
        ActivityTraceId.CreateRandom().CopyTo(bytes);
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)clock.GetUtcNow().ToUnixTimeSeconds());
        return ActivityTraceId.CreateFromBytes(bytes);
    }

    /// <summary>Reads a trace id in X-Ray's form; hex digits of either case are taken.</summary>
    /// <returns>False when the text is not <c>1-</c>8 hex<c>-</c>24 hex, or when the id is all zero.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out ActivityTraceId traceId)
    {
        traceId = default;
        if (text.Length != XRayLength || text[0] != '1' || text[1] != '-' || text[10] != '-')
        {
            return false;
        }

        Span<char> hex = stackalloc char[32];
        text.Slice(2, 8).ToLowerInvariant(hex);
        text[11..].ToLowerInvariant(hex[8..]);
        if (!IsHex(hex) || hex.IndexOfAnyExcept('0') < 0)
        {
            return false;
        }

        traceId = ActivityTraceId.CreateFromString(hex);
        return true;
    }

    /// <summary>Reads the 16 hex digits of a segment or subsegment id.</summary>
    /// <returns>False when the text is anything else, or all zero.</returns>
    public static bool TryParseSpan(ReadOnlySpan<char> text, out ActivitySpanId spanId)
    {
        spanId = default;
        Span<char> hex = stackalloc char[16];
        if (text.Length != 16 || text.ToLowerInvariant(hex) != 16 || !IsHex(hex) || hex.IndexOfAnyExcept('0') < 0)
        {
            return false;
        }

        spanId = ActivitySpanId.CreateFromString(hex);
        return true;
    }

    private static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(HexDigits);
}
