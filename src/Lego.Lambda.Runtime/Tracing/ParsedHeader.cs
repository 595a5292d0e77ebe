using System.Buffers.Binary;
using System.Diagnostics;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// A trace header as it was read, its ids as numbers. .NET keeps ids as texts; these are made only where something is recorded or handed on.
/// </summary>
/// <param name="High">The first 16 hex digits of the trace id.</param>
/// <param name="Low">The others.</param>
/// <param name="ParentId">The calling segment or subsegment; zero when the header has none.</param>
/// <param name="Sampled">The sampling decision.</param>
/// <param name="Others">See <see cref="TraceHeader.Others"/>.</param>
internal readonly record struct ParsedHeader(ulong High, ulong Low, ulong ParentId, SampleDecision Sampled, string? Others)
{
    private const int MaxOthers = 1000;

    public static implicit operator ParsedHeader(TraceHeader header)
    {
        Span<byte> ids = stackalloc byte[24];
        header.TraceId.CopyTo(ids[..16]);
        header.ParentId.CopyTo(ids[16..]);
        return new ParsedHeader(
            BinaryPrimitives.ReadUInt64BigEndian(ids),
            BinaryPrimitives.ReadUInt64BigEndian(ids[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(ids[16..]),
            header.Sampled,
            header.Others);
    }

    internal TraceHeader ToHeader()
    {
        Span<byte> ids = stackalloc byte[24];
        BinaryPrimitives.WriteUInt64BigEndian(ids, High);
        BinaryPrimitives.WriteUInt64BigEndian(ids[8..], Low);
        BinaryPrimitives.WriteUInt64BigEndian(ids[16..], ParentId);
        return new TraceHeader(
            ActivityTraceId.CreateFromBytes(ids[..16]), ParentId == 0 ? default : ActivitySpanId.CreateFromBytes(ids[16..]), Sampled)
        {
            Others = Others,
        };
    }

    /// <inheritdoc cref="TraceHeader.TryParse(ReadOnlySpan{char}, bool, out TraceHeader)"/>
    internal static bool TryParse(ReadOnlySpan<char> text, bool keepOthers, out ParsedHeader header)
    {
        header = default;
        string? others = null;
        ulong high = 0;
        ulong low = 0;
        ulong parent = 0;
        var sampled = SampleDecision.None;
        while (text.Length > 0)
        {
            var end = text.IndexOf(';');
            var pair = (end < 0 ? text : text[..end]).Trim();
            text = end < 0 ? [] : text[(end + 1)..];
            var equals = pair.IndexOf('=');
            if (equals <= 0)
            {
                continue;
            }

            var key = pair[..equals].Trim();
            var value = pair[(equals + 1)..].Trim();
            // Keys are compared with case, as AWS's own libraries do.
            switch (key)
            {
                case "Root":
                    (high, low) = TraceIds.ReadTrace(value);
                    break;
                case "Parent":
                    parent = TraceIds.ReadSpan(value);
                    break;
                case "Sampled":
                    sampled = value switch
                    {
                        "1" => SampleDecision.Sampled,
                        "0" => SampleDecision.NotSampled,
                        "?" => SampleDecision.Requested,
                        _ => SampleDecision.None,
                    };
                    break;
                default:
                    others = keepOthers ? Join(others, pair) : null;
                    break;
            }
        }

        if ((high | low) == 0)
        {
            return false;
        }

        header = new ParsedHeader(high, low, parent, sampled, others);
        return true;
    }

    // What can't stand in an HTTP header is not handed on.
    private static string? Join(string? others, ReadOnlySpan<char> pair)
    {
        if ((others?.Length ?? 0) + pair.Length >= MaxOthers || pair.ContainsAnyExceptInRange(' ', '~'))
        {
            return others;
        }

        return others is null ? pair.ToString() : string.Concat(others, ";", pair);
    }
}
