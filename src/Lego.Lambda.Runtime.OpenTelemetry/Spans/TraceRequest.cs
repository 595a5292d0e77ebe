using System.Diagnostics;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.OpenTelemetry.Protobuf;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.OpenTelemetry.Spans;

/// <summary>
/// A trace as one request of the protocol: one span for each subsegment. The spans nearest to the root come first, since those at the
/// end are left out where a trace is too large; the root, which says how many, always has room.
/// </summary>
internal static class TraceRequest
{
    // Collectors refuse a gRPC message over 4 MiB unless they are told otherwise; the root and the resource need some of it.
    private const int MaxBytes = 3_500_000;

    // The version of the conventions that the attributes are named after.
    private const string SchemaUrl = "https://opentelemetry.io/schemas/1.37.0";

    private static readonly string Version = typeof(InvocationTrace).Assembly.GetName().Version?.ToString(3) ?? "1.0.0";

    /// <summary>Writes a trace that has ended.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="resource">The resource, as <see cref="ResourceMessage"/> wrote it.</param>
    /// <param name="sanitizer">What a trace may hold.</param>
    /// <param name="dropped">Number of spans that were left out.</param>
    internal static ReadOnlyMemory<byte> Write(
        InvocationTrace trace, ReadOnlyMemory<byte> resource, ErrorSanitizer sanitizer, out int dropped)
    {
        var message = new ProtobufWriter();
        var resourceSpans = message.Open(OtlpFields.RequestResourceSpans);
        message.Bytes(OtlpFields.ResourceSpansResource, resource.Span);
        var scopeSpans = message.Open(OtlpFields.ResourceSpansScopeSpans);
        var scope = message.Open(OtlpFields.ScopeSpansScope);
        message.Text(OtlpFields.ScopeName, LambdaActivitySource.Name);
        message.Text(OtlpFields.ScopeVersion, Version);
        message.Close(scope);

        var spans = new SpanWriter(message, trace, sanitizer);
        dropped = WriteBelow(message, spans, trace.Root);
        spans.WriteRoot(dropped);

        message.Text(OtlpFields.ScopeSpansSchemaUrl, SchemaUrl);
        message.Close(scopeSpans);
        message.Text(OtlpFields.ResourceSpansSchemaUrl, SchemaUrl);
        message.Close(resourceSpans);
        return message.Written;
    }

    private static int WriteBelow(ProtobufWriter message, SpanWriter spans, Subsegment root)
    {
        var dropped = 0;
        var waiting = new Queue<(Subsegment Subsegment, ActivitySpanId ParentId)>();
        Add(waiting, root);
        while (waiting.TryDequeue(out var next))
        {
            var length = message.Length;
            spans.Write(next.Subsegment, next.ParentId);
            if (message.Length > MaxBytes)
            {
                message.Truncate(length);
                dropped += CountTree(next.Subsegment);
            }
            else
            {
                Add(waiting, next.Subsegment);
            }
        }

        return dropped;
    }

    private static void Add(Queue<(Subsegment Subsegment, ActivitySpanId ParentId)> waiting, Subsegment parent)
    {
        foreach (var child in parent.ChildrenNow())
        {
            waiting.Enqueue((child, parent.SpanId));
        }
    }

    private static int CountTree(Subsegment subsegment) => 1 + subsegment.ChildrenNow().Sum(CountTree);
}
