namespace Lego.TraceConsole.Ingest;

/// <summary>One entry of <c>UnprocessedTraceSegments</c>. The id is there when the document had a valid one.</summary>
internal sealed record RefusedSegment(string? Id, string ErrorCode)
{
    public string Message => $"Invalid segment. ErrorCode: {ErrorCode}";
}
