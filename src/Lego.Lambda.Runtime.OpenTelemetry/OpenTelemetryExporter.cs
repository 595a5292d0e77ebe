using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.OpenTelemetry.Configuration;
using Lego.Lambda.Runtime.OpenTelemetry.Sending;
using Lego.Lambda.Runtime.OpenTelemetry.Spans;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.OpenTelemetry;

/// <summary>
/// Sends traces as OpenTelemetry spans over OTLP, under the ids that they have in X-Ray. A trace is sent before the answer leaves, since
/// the environment may be frozen right after it; a request waits for that no longer than <see cref="OpenTelemetryOptions.Timeout"/>, and
/// an endpoint that failed is left alone for <see cref="OpenTelemetryOptions.Pause"/>.
/// </summary>
/// <remarks>
/// The message is written here and not by OpenTelemetry's own exporter: that one writes activities, which can be given neither the id nor
/// the kind of a span, and has to be started with a provider.
/// </remarks>
public sealed class OpenTelemetryExporter : ITraceExporter, INeedsActivities, IDisposable
{
    private readonly OtlpClient? _client;
    private readonly CircuitBreaker _breaker;
    private readonly ErrorSanitizer _sanitizer;
    private readonly Action<string>? _warn;
    private readonly TimeSpan _timeout;
    private readonly ReadOnlyMemory<byte> _resource;
    private readonly string _endpoint;
    private long _sent;
    private long _lost;
    private long _skipped;
    private long _rejected;
    private long _dropped;
    private long _late;
    private int _warned;

    /// <summary>Creates an exporter.</summary>
    /// <param name="options">Where traces go.</param>
    /// <param name="sanitizer">What a trace may hold.</param>
    /// <param name="clock">Clock of timeouts and pauses; null for the system's.</param>
    /// <param name="warn">Told once when traces get lost.</param>
    /// <exception cref="ArgumentException">
    /// The endpoint is no absolute http or https URL, a header can't be sent, or a time is not above zero.
    /// </exception>
    public OpenTelemetryExporter(
        OpenTelemetryOptions options, ErrorSanitizer sanitizer, TimeProvider? clock = null, Action<string>? warn = null)
        : this(OptionRules.Check(options), sanitizer, clock ?? TimeProvider.System, warn, isEnabled: true)
    {
    }

    private OpenTelemetryExporter(
        OpenTelemetryOptions options, ErrorSanitizer sanitizer, TimeProvider clock, Action<string>? warn, bool isEnabled)
    {
        ArgumentNullException.ThrowIfNull(sanitizer);
        var isGrpc = options.Protocol == OtlpProtocol.Grpc;
        var endpoint = options.Endpoint ?? new Uri(isGrpc ? "http://localhost:4317" : "http://localhost:4318/v1/traces");
        _endpoint = sanitizer.RedactUrl(endpoint.AbsoluteUri);
        _timeout = options.Timeout;
        _breaker = new CircuitBreaker(clock, options.Pause);
        _sanitizer = sanitizer;
        _warn = warn;
        if (isEnabled)
        {
            _resource = ResourceMessage.Write(options.Resource);
            _client = new OtlpClient(isGrpc ? new GrpcWire(endpoint) : new HttpWire(endpoint), options.Headers, clock);
        }
    }

    /// <inheritdoc/>
    public bool IsEnabled => _client is not null;

    /// <inheritdoc/>
    public bool RetainsTraces => false;

    /// <summary>Spans that others send over the same protocol name the activities of our calls as their parents.</summary>
    bool INeedsActivities.NeedsActivities => IsEnabled;

    /// <summary>Counts so far.</summary>
    public OpenTelemetryStatistics Statistics => new(
        Interlocked.Read(ref _sent),
        Interlocked.Read(ref _lost),
        Interlocked.Read(ref _skipped),
        Interlocked.Read(ref _rejected),
        Interlocked.Read(ref _dropped),
        Interlocked.Read(ref _late));

    /// <summary>
    /// Creates an exporter as OpenTelemetry's environment variables say: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, <c>_PROTOCOL</c>,
    /// <c>_HEADERS</c> and <c>_TIMEOUT</c>, or the same for <c>_TRACES_</c>, with <c>OTEL_SERVICE_NAME</c> and
    /// <c>OTEL_RESOURCE_ATTRIBUTES</c>. What is wrong with them is logged; where it leaves no endpoint, the exporter is not enabled.
    /// </summary>
    /// <param name="options">What handlers share: sanitizer, clock and loggers are taken from it.</param>
    public static OpenTelemetryExporter FromEnvironment(HandlerOptions options) => FromEnvironment(options, Environment.GetEnvironmentVariable);

    /// <inheritdoc/>
    public void Export(InvocationTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        if (trace.KeptBecause != KeepReason.None && _client is not null)
        {
            try
            {
                Send(_client, trace);
            }
#pragma warning disable CA1031 // Tracing must not fail the request that it watches, whatever a caller put into the trace.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Lose($"A trace could not be written ({exception.GetType().Name}).");
            }
        }

        // Last, so that what ended while the trace was sent is counted too.
        Interlocked.Add(ref _late, trace.LateSubsegments);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client?.Dispose();

    internal static OpenTelemetryExporter FromEnvironment(HandlerOptions options, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(options);
        var logger = options.LoggerFactory.CreateLogger("Lego.Lambda.Tracing");
        var problems = new List<string>();
        var settings = OtlpEnvironment.Read(variable, problems);
        foreach (var problem in problems)
        {
            HandlerLog.TracingWarning(logger, problem);
        }

        var exporter = new OpenTelemetryExporter(
            settings ?? new OpenTelemetryOptions(),
            options.Sanitizer,
            options.Clock,
            message => HandlerLog.TracingWarning(logger, message),
            isEnabled: settings is not null);
        exporter._client?.Connect();
        return exporter;
    }

    private void Send(OtlpClient client, InvocationTrace trace)
    {
        var timeout = TimeLeft(trace);
        if (timeout <= TimeSpan.Zero)
        {
            Interlocked.Increment(ref _skipped);
            Lose("A trace was not sent, since the invocation had no time left.");
            return;
        }

        if (!_breaker.TryEnter())
        {
            Interlocked.Increment(ref _skipped);
            Interlocked.Increment(ref _lost);
            return;
        }

        var message = TraceRequest.Write(trace, _resource, _sanitizer, out var dropped);
        Interlocked.Add(ref _dropped, dropped);
        var result = client.Send(message, timeout);
        if (result.Outcome == SendOutcome.Failed)
        {
            _breaker.Failed(result.RetryAfter);
        }
        else
        {
            _breaker.Succeeded();
        }

        if (result.Outcome == SendOutcome.Accepted)
        {
            Interlocked.Increment(ref _sent);
            Interlocked.Add(ref _rejected, result.RejectedSpans);
        }
        else
        {
            Lose($"A trace did not reach {_endpoint}: {result.Reason}.");
        }
    }

    /// <summary>How long this trace may be waited for. The answer keeps half of what is left until Lambda ends the invocation.</summary>
    private TimeSpan TimeLeft(InvocationTrace trace)
    {
        var left = trace.Invocation?.Lambda.RemainingTime ?? TimeSpan.Zero;
        if (left <= TimeSpan.Zero)
        {
            // Contexts made for tests leave it at zero; one that ran into its deadline has no time.
            return trace.IsTimedOut ? TimeSpan.Zero : _timeout;
        }

        return left / 2 < _timeout ? left / 2 : _timeout;
    }

    private void Lose(string reason)
    {
        Interlocked.Increment(ref _lost);
        if (Interlocked.Exchange(ref _warned, 1) == 0)
        {
            _warn?.Invoke(reason + " Further losses are counted but not logged.");
        }
    }
}
