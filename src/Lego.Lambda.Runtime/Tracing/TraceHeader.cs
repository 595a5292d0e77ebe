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

    private const int MaxOthers = 1000;

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
        header = default;
        string? others = null;
        ActivityTraceId? root = null;
        ActivitySpanId parent = default;
        var sampled = SampleDecision.None;
        foreach (var range in text.Split(';'))
        {
            var pair = text[range].Trim();
            var equals = pair.IndexOf('=');
            if (equals <= 0)
            {
                continue;
            }

            var key = pair[..equals].Trim();
            var value = pair[(equals + 1)..].Trim();
            // Keys are compared with case, as AWS's own libraries do.
            if (key.SequenceEqual("Root"))
            {
                root = TraceIds.TryParse(value, out var id) ? id : null;
            }
            else if (key.SequenceEqual("Parent"))
            {
                parent = TraceIds.TryParseSpan(value, out var id) ? id : default;
            }
            else if (key.SequenceEqual("Sampled"))
            {
                sampled = value switch
                {
                    "1" => SampleDecision.Sampled,
                    "0" => SampleDecision.NotSampled,
                    "?" => SampleDecision.Requested,
                    _ => SampleDecision.None,
                };
            }
            else if (keepOthers)
            {
                others = Join(others, pair);
            }
        }

        if (root is null)
        {
            return false;
        }

        header = new TraceHeader(root.Value, parent, sampled) { Others = others };
        return true;
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
