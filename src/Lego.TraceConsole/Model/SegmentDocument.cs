using System.Text.Json;
using System.Text.Unicode;

namespace Lego.TraceConsole.Model;

/// <summary>One segment or subsegment as it was sent, with what the store keeps in columns.</summary>
internal sealed record SegmentDocument(
    string TraceId, string Id, string? ParentId, string Name, string? Origin, string? Type, double Start, double? End, bool InProgress, byte[] Body)
{
    public const string Subsegment = "subsegment";

    // Each level of subsegments takes two levels of JSON.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 512 };

    /// <summary>The rules of PutTraceSegments. Takes over <paramref name="body"/> and may mend escapes in it.</summary>
    public static RejectReason? TryRead(byte[] body, out SegmentDocument? document)
    {
        document = null;
        if (ParseBody(body) is not { ValueKind: JsonValueKind.Object } root)
        {
            return RejectReason.ParseError;
        }

        var type = root.Text("type");
        var isSubsegment = type == Subsegment;
        var inProgress = root.Flag("in_progress");
        var end = root.Time("end_time");
        if (Problem(root, type, isSubsegment) is { } problem)
        {
            return problem;
        }

        if (inProgress && end is not null)
        {
            return isSubsegment ? RejectReason.InProgressSubsegmentHasEndTime : RejectReason.InProgressSegmentHasEndTime;
        }

        if (!inProgress && end is null)
        {
            return RejectReason.MissingEndTime;
        }

        TraceIds.TryNormalize(root.Text("trace_id"), out var traceId);
        document = new SegmentDocument(
            traceId!, root.Id("id")!, root.Id("parent_id"), root.Text("name")!, root.Text("origin"), type, root.Time("start_time")!.Value, end,
            inProgress, body);
        return null;
    }

    public static JsonElement? ParseBody(byte[] body)
    {
        LoneSurrogates.Replace(body);
        try
        {
            return Utf8.IsValid(body) ? JsonElement.Parse(body, Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RejectReason? Problem(JsonElement root, string? type, bool isSubsegment)
    {
        var parentId = root.Text("parent_id");
        return root switch
        {
            _ when type is not (null or "segment" or Subsegment) => RejectReason.UnknownType,
            _ when string.IsNullOrEmpty(root.Text("id")) => RejectReason.MissingId,
            _ when root.Id("id") is null => RejectReason.InvalidId,
            _ when string.IsNullOrWhiteSpace(root.Text("name")) => RejectReason.MissingName,
            _ when string.IsNullOrEmpty(root.Text("trace_id")) => RejectReason.MissingTraceId,
            _ when !TraceIds.TryNormalize(root.Text("trace_id"), out var _) => RejectReason.InvalidTraceId,
            _ when root.Time("start_time") is null => RejectReason.MissingStartTime,
            _ when isSubsegment && string.IsNullOrEmpty(parentId) => RejectReason.MissingParentId,
            _ when !string.IsNullOrEmpty(parentId) && !JsonMembers.IsId(parentId) => RejectReason.InvalidParentId,
            _ => null,
        };
    }
}
