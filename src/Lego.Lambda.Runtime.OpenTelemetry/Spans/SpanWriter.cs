using System.Diagnostics;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.OpenTelemetry.Protobuf;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.OpenTelemetry.Spans;

/// <summary>Writes subsegments as spans, with the ids that they have in X-Ray. Source: opentelemetry-proto 1, <c>trace.proto</c>, <c>Span</c>.</summary>
internal sealed class SpanWriter
{
    private readonly ProtobufWriter _message;
    private readonly InvocationTrace _trace;
    private readonly ErrorSanitizer _sanitizer;
    private readonly AttributeWriter _attributes;
    private readonly ContentAttributes _content;
    private readonly SpanErrors _errors;
    private readonly uint _flags;

    internal SpanWriter(ProtobufWriter message, InvocationTrace trace, ErrorSanitizer sanitizer)
    {
        _message = message;
        _trace = trace;
        _sanitizer = sanitizer;
        _attributes = new AttributeWriter(message);
        _content = new ContentAttributes(message, _attributes, sanitizer);
        _errors = new SpanErrors(message, _attributes, trace);
        // What was kept after all is not recorded in the sense of W3C; an estimate of rates must not count it.
        _flags = SpanIds.KnownRemote | (trace.IsSampled ? (uint)ActivityTraceFlags.Recorded : 0);
    }

    /// <summary>Writes the root, below the caller's span where the caller sampled; what it did not sample is in no trace.</summary>
    /// <param name="dropped">Spans that found no room.</param>
    internal void WriteRoot(int dropped)
    {
        var header = _trace.Header;
        var hasParent = header.HasParent && header.Sampled == SampleDecision.Sampled;
        Write(_trace.Root, hasParent ? header.ParentId : default, hasParent ? _flags | SpanIds.Remote : _flags, dropped);
    }

    internal void Write(Subsegment subsegment, ActivitySpanId parentId) => Write(subsegment, parentId, _flags, dropped: 0);

    private void Write(Subsegment subsegment, ActivitySpanId parentId, uint flags, int dropped)
    {
        var span = _message.Open(OtlpFields.ScopeSpansSpans);
        SpanIds.Write(_message, OtlpFields.SpanTraceId, _trace.Header.TraceId);
        SpanIds.Write(_message, OtlpFields.SpanId, subsegment.SpanId);
        if (_trace.Root.Activity?.TraceStateString is { Length: > 0 } state)
        {
            _message.Text(OtlpFields.SpanTraceState, state);
        }

        if (parentId != default)
        {
            SpanIds.Write(_message, OtlpFields.SpanParentId, parentId);
        }

        _message.Fixed32(OtlpFields.SpanFlags, flags);
        _message.Text(OtlpFields.SpanName, subsegment.Call is { IsNode: true } ? subsegment.Name : NameRules.Redacted(subsegment.Name));
        _message.Integer(OtlpFields.SpanKind, SpanKinds.Of(subsegment, _trace));
        var end = Nanoseconds(subsegment.EndTime ?? _trace.Root.EndTime ?? subsegment.StartTime);
        _message.Fixed64(OtlpFields.SpanStart, Nanoseconds(subsegment.StartTime));
        _message.Fixed64(OtlpFields.SpanEnd, Math.Max(end, Nanoseconds(subsegment.StartTime)));

        _attributes.Begin(OtlpFields.SpanAttributes);
        WriteAttributes(subsegment, dropped);
        _content.WriteLinks(subsegment);
        _errors.WriteStatus(subsegment);
        _errors.WriteEvents(subsegment, end);
        _message.Close(span);
    }

    private void WriteAttributes(Subsegment subsegment, int dropped)
    {
        if (subsegment == _trace.Root)
        {
            InvocationAttributes.Write(_attributes, _trace, _sanitizer);
            if (dropped > 0)
            {
                _attributes.PutInteger("lego.dropped_spans", dropped);
            }
        }
        else if (subsegment.Call is { } call)
        {
            CallAttributes.Write(_attributes, subsegment, call, _sanitizer);
        }

        _errors.WriteAttributes(subsegment);
        _content.Write(subsegment);
    }

    private static ulong Nanoseconds(DateTime time) => (ulong)(time.Ticks - DateTime.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick;
}
