using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.Logging;
using Lego.Lambda.Runtime.Metrics;
using Lego.Lambda.Runtime.Propagation;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime;

/// <summary>What handlers share. One object serves all handlers of a process; make another with <c>with</c> to differ.</summary>
public sealed record HandlerOptions
{
    /// <summary>Creates options; the required members are set by the caller.</summary>
    /// <remarks>
    /// From here on .NET's HTTP handlers that are created send no trace headers of ours to hosts that are not in
    /// <see cref="TracingOptions.PropagateTo"/>.
    /// </remarks>
    public HandlerOptions() => TracePropagator.Install();

    /// <summary>The process, which knows whether an invocation is its first.</summary>
    public ExecutionEnvironment Environment { get; init; } = new();

    /// <summary>What clients, log lines and traces may hold of an error.</summary>
    public ErrorSanitizer Sanitizer { get; init; } = new(production: true);

    /// <summary>Where finished traces go.</summary>
    public required ITraceExporter Exporter { get; init; }

    /// <summary>Which invocations are traced, and how.</summary>
    public TracingOptions Tracing { get; init; } = new();

    /// <summary>Makes the handlers' loggers.</summary>
    public required ILoggerFactory LoggerFactory { get; init; }

    /// <summary>Where metrics go; null for none.</summary>
    public MetricOptions? Metrics { get; init; }

    /// <summary>Clock of timestamps, durations and deadlines.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The servers behind the traced calls.</summary>
    public DependencyTargets Targets { get; init; } = DependencyTargets.Default;

    /// <summary>
    /// How long before the Lambda deadline the handler's token fires; the time left is for the answer and the trace. Of a short
    /// timeout at most a fifth is kept back.
    /// </summary>
    public TimeSpan DeadlineBuffer { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>AWS region for log lines, or null.</summary>
    public string? Region { get; init; }

    /// <summary>Origins that may read answers of HTTP functions from a browser; there is no wildcard, since credentials are allowed.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>
    /// Options for a process inside Lambda, or beside its emulator: the daemon of <c>AWS_XRAY_DAEMON_ADDRESS</c>, JSON lines on standard
    /// output at the level of <c>LOG_LEVEL</c>, metric lines beside them in the namespace of <c>LEGO_METRICS_NAMESPACE</c>, and
    /// production rules when <c>LEGO_STAGE</c> says so. Which invocations are sampled and kept: see <see cref="TracingSettings"/>.
    /// <c>LEGO_TRACE_EXPORT</c> chooses where traces go: <c>xray</c>, which is the default, <c>otlp</c>, or both with a comma between.
    /// The trace is handed on to the hosts of <c>LEGO_TRACE_PROPAGATE_TO</c>, and what is called is instrumented as
    /// <c>LEGO_TRACE_INSTRUMENT</c> and <c>LEGO_TRACE_SOURCES</c> say.
    /// </summary>
    /// <param name="openTelemetry">
    /// Makes the exporter for <c>otlp</c>. Give it as a lambda: it is called, and what it names is loaded, only when it is chosen.
    /// </param>
    public static HandlerOptions FromEnvironment(Func<HandlerOptions, ITraceExporter>? openTelemetry = null)
    {
        static string? Variable(string name) => System.Environment.GetEnvironmentVariable(name);

        var sanitizer = new ErrorSanitizer(string.Equals(Variable("LEGO_STAGE"), "production", StringComparison.OrdinalIgnoreCase));
        var loggers = JsonLogging.CreateFactory(sanitizer);
        var tracing = loggers.CreateLogger("Lego.Lambda.Tracing");
        void Warn(string message) => HandlerLog.TracingWarning(tracing, message);

        var options = new HandlerOptions
        {
            Environment = new ExecutionEnvironment(Variable("AWS_LAMBDA_INITIALIZATION_TYPE")),
            Sanitizer = sanitizer,
            LoggerFactory = loggers,
            Exporter = new XRayExporter(Variable(DaemonAddress.EnvironmentVariable), sanitizer, Warn),
            Tracing = TracingSettings.FromEnvironment(Variable, Warn, message => HandlerLog.TracingNote(tracing, message)),
            Region = Variable("AWS_REGION"),
            Metrics = new MetricOptions
            {
                Namespace = Variable("LEGO_METRICS_NAMESPACE") is { Length: > 0 } name ? name : new MetricOptions().Namespace,
                Environment = Variable("LEGO_STAGE") is { Length: > 0 } stage ? stage : new MetricOptions().Environment,
            },
        };
        options = TraceExports.Choose(options, Variable(TraceExports.EnvironmentVariable), openTelemetry, Warn);
        if (options.Exporter.IsEnabled)
        {
            InstrumentationSettings.Apply(Variable, Warn);
        }

        return options;
    }
}
