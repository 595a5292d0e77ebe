namespace Lego.TraceConsole.Store;

/// <summary>Which time of a trace a range is about. Source: AWS X-Ray API, GetTraceSummaries, TimeRangeType.</summary>
internal enum TraceTimeKind
{
    /// <summary>The trace's earliest start; <c>TraceId</c> in the API.</summary>
    Start,

    /// <summary>When its last document came in; <c>Event</c> in the API.</summary>
    Updated,

    /// <summary>The trace's latest end; <c>Service</c> in the API.</summary>
    End,
}
