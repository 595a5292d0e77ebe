namespace Lego.TraceConsole.Model;

/// <summary>
/// Why something was not kept. From <see cref="ParseError"/> to <see cref="InvalidParentId"/> the codes are those of PutTraceSegments.
/// </summary>
public enum RejectReason
{
    BadHeader,
    EmptyBody,

    /// <summary>Spans of OpenTelemetry that could not be read, or none at all.</summary>
    OpenTelemetry,

    /// <summary>Spans of OpenTelemetry whose sender did not sample them: they are sent for metrics and make no trace.</summary>
    UnsampledSpans,
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
