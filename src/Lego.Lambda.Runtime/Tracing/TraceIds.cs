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
        var (high, low) = ReadTrace(text);
        if ((high | low) == 0)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low);
        traceId = ActivityTraceId.CreateFromBytes(bytes);
        return true;
    }

    /// <summary>Reads the 16 hex digits of a segment or subsegment id.</summary>
    /// <returns>False when the text is anything else, or all zero.</returns>
    public static bool TryParseSpan(ReadOnlySpan<char> text, out ActivitySpanId spanId)
    {
        spanId = default;
        var id = ReadSpan(text);
        if (id == 0)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        spanId = ActivitySpanId.CreateFromBytes(bytes);
        return true;
    }

    /// <summary>Reads a trace id in X-Ray's form as two numbers; both are zero when the text is anything else.</summary>
    internal static (ulong High, ulong Low) ReadTrace(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[16];
        var isRead = text.Length == XRayLength && text[0] == '1' && text[1] == '-' && text[10] == '-'
            && TryReadHex(text.Slice(2, 8), bytes) && TryReadHex(text[11..], bytes[4..]);
        return isRead ? (BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..])) : (0, 0);
    }

    /// <summary>Reads the id of a segment or subsegment as a number; zero when the text is anything else.</summary>
    internal static ulong ReadSpan(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[8];
        return text.Length == 16 && TryReadHex(text, bytes) ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;
    }

    private static bool TryReadHex(ReadOnlySpan<char> text, Span<byte> bytes) =>
        Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done;
}
