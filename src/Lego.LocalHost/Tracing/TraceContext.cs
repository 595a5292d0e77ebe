using System.Diagnostics;
using System.Globalization;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.LocalHost.Tracing;

/// <summary>A trace header on its way through a service: what it decides, and the members that are none of its business but go on with it.</summary>
/// <param name="Root">The trace.</param>
/// <param name="Parent">The calling segment or subsegment.</param>
/// <param name="Sampled"><c>1</c>, <c>0</c> or <c>?</c>.</param>
/// <param name="Others">Pairs with other keys, as they came.</param>
public sealed record TraceContext(string? Root, string? Parent, string? Sampled, IReadOnlyList<string> Others)
{
    /// <summary>The caller's decision; null when it made none or asks for one.</summary>
    public bool? Decision => Sampled switch { "1" => true, "0" => false, _ => null };

    public bool AsksForDecision => Sampled == "?";

    public static TraceContext Parse(string? header)
    {
        var known = TraceHeader.TryParse(header, out var parsed);
        var others = (header ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => pair.Split('=')[0].TrimEnd() is not ("Root" or "Parent" or "Sampled"))
            .ToList();
        if (!known)
        {
            // Also without a trace to join, a caller may have decided: the trace that is made then follows it.
            _ = TraceHeader.TryParse($"Root={NewTraceId(DateTimeOffset.UnixEpoch)};{header}", out parsed);
        }

        return new TraceContext(
            known ? TraceIds.ToXRay(parsed.TraceId) : null,
            known && parsed.HasParent ? parsed.ParentId.ToHexString() : null,
            parsed.Sampled switch
            {
                SampleDecision.Sampled => "1",
                SampleDecision.NotSampled => "0",
                SampleDecision.Requested => "?",
                _ => null,
            },
            others);
    }

    public static string NewTraceId(DateTimeOffset now) =>
        $"1-{now.ToUnixTimeSeconds().ToString("x8", CultureInfo.InvariantCulture)}-{ActivityTraceId.CreateRandom().ToHexString()[..24]}";

    public static string NewSegmentId() => ActivitySpanId.CreateRandom().ToHexString();

    public override string ToString() =>
        string.Join(';', new[] { Pair("Root", Root), Pair("Parent", Parent), Pair("Sampled", Sampled) }.OfType<string>().Concat(Others));

    private static string? Pair(string key, string? value) => value is null ? null : $"{key}={value}";
}
