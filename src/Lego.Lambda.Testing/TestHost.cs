using System.Diagnostics;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Logging;
using Lego.Lambda.Runtime.Metrics;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing.Capture;
using Lego.Lambda.Testing.Logs;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Testing;

/// <summary>
/// Runs handlers in the test's process and gives back what each invocation answered, traced, logged and measured. Make handlers with
/// <see cref="Options"/>. Nothing leaves the process and nothing is shared between hosts; one host may run several invocations at once.
/// </summary>
/// <remarks>
/// A trace is read from the documents of the real exporter, as the X-Ray daemon would get them, and holds what was sent until the
/// invocation answered: on Lambda later documents would be lost.
/// </remarks>
[StackTraceHidden]
public sealed partial class TestHost : IDisposable
{
    private readonly OutputRouter _router = new();
    private readonly XRayExporter _exporter;
    private readonly LambdaContextLogger _lambdaLogger;

    /// <summary>Creates a host.</summary>
    /// <param name="clock">Clock of deadlines, durations, log lines and metrics, for example a <c>FakeTimeProvider</c>; null for the system's.</param>
    /// <param name="production">Whether callers see no more of an error than in production.</param>
    /// <param name="warm">
    /// Whether the first invocation finds a warm environment. Without it the first invocation of the host is a cold start; another
    /// follows for handlers made with <c>host.Options with { Environment = new() }</c>.
    /// </param>
    public TestHost(TimeProvider? clock = null, bool production = false, bool warm = false)
    {
        var sanitizer = new ErrorSanitizer(production);
        // All levels, whatever the environment of the test run says.
        var loggers = JsonLogging.CreateFactory(sanitizer, Output(_router.TakeLogLine), clock, LogLevel.Trace);
        var tracing = loggers.CreateLogger("Lego.Lambda.Tracing");
        _lambdaLogger = new LambdaContextLogger(loggers.CreateLogger("Lambda"));
        _exporter = new XRayExporter(_router, sanitizer, message => HandlerLog.TracingWarning(tracing, message));
        Options = new HandlerOptions
        {
            Environment = new ExecutionEnvironment(warm ? "provisioned-concurrency" : null),
            Sanitizer = sanitizer,
            Exporter = _exporter,
            LoggerFactory = loggers,
            Metrics = new MetricOptions { Environment = "test", Output = Output(_router.TakeMetricLine) },
            Clock = clock ?? TimeProvider.System,
        };

        static JsonLineOutput Output(LineStream.Take take) => new(new LineStream(take));
    }

    /// <summary>The options to make handlers with; change others with <c>host.Options with { … }</c>.</summary>
    public HandlerOptions Options { get; }

    /// <summary>All log lines so far, also those that were written outside of an invocation.</summary>
    public CapturedLogs Logs => new(_router.All.LogLines);

    /// <summary>Closes the exporter.</summary>
    public void Dispose() => _exporter.Dispose();

    /// <summary>Runs a handler.</summary>
    /// <param name="handler">A handler made with <see cref="Options"/>.</param>
    /// <param name="request">The event, for example of <see cref="TestEvents"/>.</param>
    /// <param name="context">What Lambda says of the invocation; null for a new, sampled request with 30 seconds left.</param>
    /// <exception cref="Exception">What the handler threw, unchanged. Use <see cref="InvokeFailingAsync{TRequest, TResponse}"/> to expect it.</exception>
    public async Task<TestRun<TResponse>> InvokeAsync<TRequest, TResponse>(
        TracedHandler<TRequest, TResponse> handler, TRequest request, TestLambdaContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        using var invocation = new Invocation(this, handler.FunctionId, context);
        var response = await handler.InvokeAsync(request, invocation.Context).ConfigureAwait(false);
        return new TestRun<TResponse>(invocation.Context, invocation.Output, response);
    }

    /// <summary>Runs a handler that is to throw. A handler behind an HTTP API answers its errors: run it with the other method.</summary>
    /// <param name="handler">A handler made with <see cref="Options"/>.</param>
    /// <param name="request">The event.</param>
    /// <param name="context">What Lambda says of the invocation; null for a new, sampled request with 30 seconds left.</param>
    /// <exception cref="AssertionFailedException">The handler answered.</exception>
    public async Task<FailedRun> InvokeFailingAsync<TRequest, TResponse>(
        TracedHandler<TRequest, TResponse> handler, TRequest request, TestLambdaContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        using var invocation = new Invocation(this, handler.FunctionId, context);
        try
        {
            await handler.InvokeAsync(request, invocation.Context).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it throws is the result.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new FailedRun(invocation.Context, invocation.Output, exception);
        }

        var run = new TestRun(invocation.Context, invocation.Output);
        throw new AssertionFailedException($"Expected the invocation to throw, but it answered.{run.Trace.Picture()}");
    }

    private readonly struct Invocation : IDisposable
    {
        private readonly OutputRouter _router;

        internal Invocation(TestHost host, string functionId, TestLambdaContext? context)
        {
            _router = host._router;
            Context = (context ?? new TestLambdaContext()).Start(functionId, host.Options.Clock, host._lambdaLogger);
            Output = new CapturedOutput(TestRun.TraceIdOf(Context), Context.AwsRequestId);
            _router.Enter(Output);
        }

        internal TestLambdaContext Context { get; }

        internal CapturedOutput Output { get; }

        public void Dispose() => _router.Leave(Output);
    }
}
