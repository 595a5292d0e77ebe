namespace Lego.Lambda.Runtime.OpenTelemetry;

/// <summary>What became of the traces of a process so far.</summary>
/// <param name="Sent">Traces that the endpoint accepted.</param>
/// <param name="Lost">Traces that it did not, for whatever reason; those that were skipped are among them.</param>
/// <param name="Skipped">Traces that were not offered, because the endpoint had failed shortly before or the invocation had no time left.</param>
/// <param name="RejectedSpans">Spans that the endpoint said it left out of traces that it accepted.</param>
/// <param name="DroppedSpans">Spans that were left out because their trace was too large; its root says how many.</param>
/// <param name="LateSubsegments">Subsegments that started or ended after their invocation had ended.</param>
public readonly record struct OpenTelemetryStatistics(
    long Sent, long Lost, long Skipped, long RejectedSpans, long DroppedSpans, long LateSubsegments);
