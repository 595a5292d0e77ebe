using System.Diagnostics;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// The X-Ray trace header (<c>X-Amzn-Trace-Id</c>, and Lambda's <c>Lambda-Runtime-Trace-Id</c>):
/// <c>Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1</c>.
/// Source: AWS X-Ray developer guide, "Tracing header".
/// </summary>
/// <param name="TraceId">The trace (Root).</param>
/// <param name="ParentId">The calling segment or subsegment; all zero when the header has none.</param>
/// <param name="Sampled">The sampling decision.</param>
public readonly record struct TraceHeader(ActivityTraceId TraceId, ActivitySpanId ParentId, SampleDecision Sampled)
{
    /// <summary>The HTTP header's name.</summary>
    public const string HttpName = "X-Amzn-Trace-Id";

    /// <summary>True when the header names the calling segment.</summary>
    public bool HasParent => ParentId != default;

    /// <summary>
    /// The members that are none of these three (<c>Self</c>, <c>Lineage</c>, …), as they came and joined by semicolons. They are not to be
    /// interpreted, only to be handed on. Null where there are none, or where they were not asked for.
    /// </summary>
    public string? Others { get; init; }

    /// <summary>
    /// Reads a header. Pairs may come in any order and with blanks; members that are unknown (<c>Self</c>, <c>Lineage</c>, …) are skipped.
    /// </summary>
    /// <param name="text">The header's value.</param>
    /// <param name="header">The parsed header, or the default value.</param>
    /// <returns>False when there is no well-formed Root; a malformed Parent or Sampled counts as absent.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out TraceHeader header) => TryParse(text, keepOthers: false, out header);

    /// <summary>Reads a header that is to be handed on.</summary>
    /// <param name="text">The header's value.</param>
    /// <param name="keepOthers">Whether unknown members are kept in <see cref="Others"/>: visible ASCII, at most 1,000 characters.</param>
    /// <param name="header">The parsed header, or the default value.</param>
    /// <returns>False when there is no well-formed Root; a malformed Parent or Sampled counts as absent.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, bool keepOthers, out TraceHeader header)
    {
        var isRead = ParsedHeader.TryParse(text, keepOthers, out var parsed);
        header = isRead ? parsed.ToHeader() : default;
        return isRead;
    }

    /// <summary>Writes the header in the order Root, Parent, Sampled, others; absent members are left out.</summary>
    public override string ToString()
    {
        var root = $"Root={TraceIds.ToXRay(TraceId)}";
        var parent = HasParent ? $";Parent={ParentId.ToHexString()}" : "";
        var sampled = Sampled switch
        {
            SampleDecision.Sampled => ";Sampled=1",
            SampleDecision.NotSampled => ";Sampled=0",
            SampleDecision.Requested => ";Sampled=?",
            _ => "",
        };
        return Others is null ? root + parent + sampled : $"{root}{parent}{sampled};{Others}";
    }
}
