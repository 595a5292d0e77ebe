using System.Text.Json;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Components;

/// <summary>One line of the waterfall. Positions are shares of the whole trace, from 0 to 1.</summary>
public sealed record WaterfallRow(TraceNode Node, int Depth, double Left, double Width, double Seconds, double OwnSeconds, bool IsSlowest)
{
    private const double RoomForText = 0.16;

    public string Id => "n-" + Node.Entity.Id;

    /// <summary>What the call went to, where the row stands for the call and its target.</summary>
    public string? TargetName => Node.Target is { Entity: var target } ? target.Aws?["bucket_name"] ?? target.Name : null;

    /// <summary>The time is written where it has room: behind the bar, before it, or on it.</summary>
    public string TextPlace => Left + Width <= 1 - RoomForText ? "after" : Left >= RoomForText ? "before" : "inside";

    /// <summary>How many calls the row stands for where the sender folded equal ones into it; null for one call.</summary>
    public long? FoldedCount =>
        Node.Entity.Metadata is { ValueKind: JsonValueKind.Object } metadata
        && metadata.TryGetProperty("trace", out var trace) && trace.ValueKind == JsonValueKind.Object
        && trace.TryGetProperty("folded", out var folded) && folded.ValueKind == JsonValueKind.Object
        && folded.TryGetProperty("count", out var count) && count.ValueKind == JsonValueKind.Number && count.TryGetInt64(out var number)
            ? number
            : null;

    public string? OriginText => Node.Entity switch
    {
        { Origin: { } origin } => origin,
        { Namespace: "aws", Aws: { Operation: { } operation } aws } => aws["bucket_name"] is { } bucket ? $"{operation} {bucket}" : operation,
        { Namespace: { } name } => name,
        _ => null,
    };
}
