namespace Lego.Lambda.Runtime.OpenTelemetry.Protobuf;

/// <summary>
/// Numbers of the members that are written. Source: opentelemetry-proto 1, <c>trace_service.proto</c>, <c>trace.proto</c>,
/// <c>common.proto</c>, <c>resource.proto</c>.
/// </summary>
internal static class OtlpFields
{
    internal const int RequestResourceSpans = 1;

    internal const int ResponsePartialSuccess = 1;
    internal const int PartialSuccessRejectedSpans = 1;

    internal const int ResourceSpansResource = 1;
    internal const int ResourceSpansScopeSpans = 2;
    internal const int ResourceSpansSchemaUrl = 3;

    internal const int ResourceAttributes = 1;

    internal const int ScopeSpansScope = 1;
    internal const int ScopeSpansSpans = 2;
    internal const int ScopeSpansSchemaUrl = 3;

    internal const int ScopeName = 1;
    internal const int ScopeVersion = 2;

    internal const int SpanTraceId = 1;
    internal const int SpanId = 2;
    internal const int SpanTraceState = 3;
    internal const int SpanParentId = 4;
    internal const int SpanName = 5;
    internal const int SpanKind = 6;
    internal const int SpanStart = 7;
    internal const int SpanEnd = 8;
    internal const int SpanAttributes = 9;
    internal const int SpanEvents = 11;
    internal const int SpanLinks = 13;
    internal const int SpanDroppedLinks = 14;
    internal const int SpanStatus = 15;
    internal const int SpanFlags = 16;

    internal const int EventTime = 1;
    internal const int EventName = 2;
    internal const int EventAttributes = 3;

    internal const int LinkTraceId = 1;
    internal const int LinkSpanId = 2;
    internal const int LinkFlags = 6;

    internal const int StatusMessage = 2;
    internal const int StatusCode = 3;

    internal const int KeyValueKey = 1;
    internal const int KeyValueValue = 2;

    internal const int ValueText = 1;
    internal const int ValueBoolean = 2;
    internal const int ValueInteger = 3;
    internal const int ValueDouble = 4;
    internal const int ValueArray = 5;

    internal const int ArrayValues = 1;
}
