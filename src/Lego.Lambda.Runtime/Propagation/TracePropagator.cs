using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Propagation;

/// <summary>
/// Decides which outgoing requests carry the trace. .NET's HTTP client writes <c>traceparent</c>, <c>tracestate</c> and <c>baggage</c> to
/// every host as soon as there is a current activity; a request of ours carries nothing except to the hosts of
/// <see cref="TracingOptions.PropagateTo"/>. Activities that are none of ours are left to the propagator that was there before.
/// </summary>
internal sealed class TracePropagator(DistributedContextPropagator previous) : DistributedContextPropagator
{
    private const string TraceParent = "traceparent";

    private static readonly Lock Gate = new();

    private string[]? _fields;

    /// <summary>What is taken off a request again that is redirected, before it is decided anew for the next host.</summary>
    public override IReadOnlyCollection<string> Fields => _fields ??= [.. previous.Fields.Union(
        [TraceHeader.HttpName, TraceParent, "tracestate", "baggage", "Correlation-Context"], StringComparer.OrdinalIgnoreCase)];

    /// <summary>Takes the place of the process's propagator, unless it is there already.</summary>
    internal static void Install()
    {
        lock (Gate)
        {
            if (Current is not TracePropagator)
            {
                Current = new TracePropagator(Current);
            }
        }
    }

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        for (var above = activity; above is not null; above = above.Parent)
        {
            if (UnrecordedContext.Of(above) is { } unrecorded)
            {
                if (Wants(unrecorded.Hosts, carrier))
                {
                    Send(unrecorded.Header, unrecorded.Header.HasParent ? unrecorded.Header.ParentId : activity!.SpanId, carrier, setter);
                }

                return;
            }

            if (Subsegment.CallerOf(above) is { } caller)
            {
                if (Wants(caller.Trace!.PropagateTo, carrier))
                {
                    var header = caller.HandOn(out var spanId);
                    Send(header, spanId, carrier, setter);
                }

                return;
            }
        }

        previous.Inject(activity, carrier, setter);
    }

    public override void ExtractTraceIdAndState(
        object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        previous.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) =>
        previous.ExtractBaggage(carrier, getter);

    private static bool Wants(IReadOnlyList<string> hosts, object? carrier)
    {
        var request = carrier as HttpRequestMessage;
        if (request is not null && request.Options.TryGetValue(Mark.IsOurs, out _))
        {
            // A message that is sent once more, perhaps to another host.
            request.Headers.Remove(TraceHeader.HttpName);
            request.Headers.Remove(TraceParent);
        }

        if (hosts.Count == 0)
        {
            return false;
        }

        var host = request?.RequestUri is { IsAbsoluteUri: true } uri ? uri.IdnHost : null;
        // Code that sends a header of its own knows better.
        return HostPatterns.Match(hosts, host) && request?.Headers.NonValidated.Contains(TraceHeader.HttpName) != true;
    }

    private static void Send(in TraceHeader header, ActivitySpanId spanId, object? carrier, PropagatorSetterCallback? setter)
    {
        if (setter is null)
        {
            return;
        }

        setter(carrier, TraceHeader.HttpName, header.ToString());
        var flags = header.Sampled == SampleDecision.Sampled ? "01" : "00";
        setter(carrier, TraceParent, $"00-{header.TraceId.ToHexString()}-{spanId.ToHexString()}-{flags}");
        if (carrier is HttpRequestMessage request)
        {
            request.Options.Set(Mark.IsOurs, true);
        }
    }

    // Apart, since this type is made in every process, and the key's type brings .NET's HTTP client into it.
    private static class Mark
    {
        internal static readonly HttpRequestOptionsKey<bool> IsOurs = new("lego.traceHeader");
    }
}
