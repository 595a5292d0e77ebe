using System.Globalization;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.OpenTelemetry.Protobuf;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.OpenTelemetry.Spans;

/// <summary>
/// Status, <c>error.type</c> and <c>exception</c> events. An exception that passed through several spans is an event of each, with its
/// stack only where it was seen first. Source: OpenTelemetry semantic conventions, "Recording errors" and "Exceptions in spans".
/// </summary>
internal sealed class SpanErrors(ProtobufWriter message, AttributeWriter attributes, InvocationTrace trace)
{
    private const int StatusError = 2;

    private Dictionary<string, TraceException>? _described;

    /// <summary>Attributes of a span that went wrong; the span's other attributes have been begun.</summary>
    internal void WriteAttributes(Subsegment subsegment)
    {
        if (subsegment.Outcome == Outcome.Ok)
        {
            return;
        }

        attributes.Put("lego.outcome", Text(subsegment.Outcome));
        if (IsError(subsegment))
        {
            attributes.Put("error.type", FirstOf(subsegment)?.Type ?? Status(subsegment)?.ToString(CultureInfo.InvariantCulture) ?? "_OTHER");
        }
    }

    internal void WriteStatus(Subsegment subsegment)
    {
        if (IsError(subsegment))
        {
            var start = message.Open(OtlpFields.SpanStatus);
            if (FirstOf(subsegment) is { Message.Length: > 0 } exception)
            {
                message.Text(OtlpFields.StatusMessage, exception.Message);
            }

            message.Integer(OtlpFields.StatusCode, StatusError);
            message.Close(start);
        }
    }

    internal void WriteEvents(Subsegment subsegment, ulong time)
    {
        if (subsegment.Cause is { Count: > 0 } cause)
        {
            // Of the branches of an aggregate the first is linked; the others stand for themselves.
            foreach (var exception in cause)
            {
                if (!cause.Any(other => other.Cause == exception.Id))
                {
                    WriteEvent(exception, ExceptionText.Of(exception, cause), time);
                }
            }
        }
        else if (FirstOf(subsegment) is { } known)
        {
            WriteEvent(known, null, time);
        }
    }

    private void WriteEvent(TraceException exception, string? stack, ulong time)
    {
        var start = message.Open(OtlpFields.SpanEvents);
        message.Fixed64(OtlpFields.EventTime, time);
        message.Text(OtlpFields.EventName, "exception");
        attributes.Begin(OtlpFields.EventAttributes);
        attributes.Put("exception.type", exception.Type);
        attributes.Put("exception.message", exception.Message);
        attributes.Put("exception.stacktrace", stack);
        message.Close(start);
    }

    /// <summary>To a server a 4xx is no error of its own: the client made it.</summary>
    private bool IsError(Subsegment subsegment) => subsegment == trace.Root && subsegment.HttpStatus is not null
        ? subsegment.Outcome.HasFlag(Outcome.Fault)
        : subsegment.Outcome != Outcome.Ok;

    private TraceException? FirstOf(Subsegment subsegment)
    {
        if (subsegment.Cause is { Count: > 0 } cause)
        {
            return cause[0];
        }

        if (subsegment.CauseId is not { } id)
        {
            return null;
        }

        if (_described is null)
        {
            _described = new(StringComparer.Ordinal);
            Collect(trace.Root);
        }

        return _described.GetValueOrDefault(id);
    }

    private void Collect(Subsegment subsegment)
    {
        foreach (var exception in subsegment.Cause ?? [])
        {
            _described![exception.Id] = exception;
        }

        foreach (var child in subsegment.ChildrenNow())
        {
            Collect(child);
        }
    }

    private static int? Status(Subsegment subsegment) => subsegment.Call?.HttpStatus ?? subsegment.HttpStatus;

    private static string Text(Outcome outcome) =>
        outcome.HasFlag(Outcome.Fault) ? "fault" : outcome.HasFlag(Outcome.Throttle) ? "throttle" : "error";
}
