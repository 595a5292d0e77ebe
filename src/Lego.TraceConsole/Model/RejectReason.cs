namespace Lego.TraceConsole.Model;

/// <summary>Why something was not kept. From <see cref="ParseError"/> to <see cref="InvalidParentId"/> the codes are those of PutTraceSegments.</summary>
public enum RejectReason
{
    BadHeader,
    EmptyBody,
    OpenTelemetry,
    ParseError,
    UnknownType,
    MissingId,
    InvalidId,
    MissingName,
    MissingTraceId,
    InvalidTraceId,
    MissingStartTime,
    MissingEndTime,
    InProgressSegmentHasEndTime,
    InProgressSubsegmentHasEndTime,
    MissingParentId,
    InvalidParentId,
    TraceTooLarge,
    QueueFull,
    StoreFailed,
}
