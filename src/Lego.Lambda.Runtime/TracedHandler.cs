using Amazon.Lambda.Core;
using Lego.Lambda.Runtime.Logging;
using Lego.Lambda.Runtime.Metrics;
using Lego.Lambda.Runtime.Propagation;
using Lego.Lambda.Runtime.Tracing;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime;

/// <summary>
/// Base of every function. Opens the invocation's root subsegment, annotates it, runs the handler with a token that fires before the
/// Lambda deadline, records and logs what happens, and sends the trace before the answer leaves. A function writes one method.
/// </summary>
/// <typeparam name="TRequest">The event.</typeparam>
/// <typeparam name="TResponse">The answer.</typeparam>
/// <remarks>A handler holds no state of an invocation: one object may serve several at the same time.</remarks>
public abstract partial class TracedHandler<TRequest, TResponse>
{
    private readonly ILogger _logger;

    /// <summary>Creates the handler of a function.</summary>
    /// <param name="functionId">Id of the function: names the root subsegment and the annotation <c>functionName</c>.</param>
    /// <param name="options">What handlers share.</param>
    protected TracedHandler(string functionId, HandlerOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(functionId);
        ArgumentNullException.ThrowIfNull(options);
        FunctionId = functionId;
        Options = options;
        _logger = options.LoggerFactory.CreateLogger(GetType().Name);
    }

    /// <summary>Id of the function.</summary>
    public string FunctionId { get; }

    /// <summary>What handlers share.</summary>
    protected HandlerOptions Options { get; }

    /// <summary>From which duration an invocation of this function counts as slow, so that its trace is kept even if it is not sampled.</summary>
    protected virtual TimeSpan SlowAfter => Options.Tracing.SlowAfter;

    /// <summary>Serves one event: the entry that a Lambda handler string names.</summary>
    /// <param name="request">The event.</param>
    /// <param name="context">Lambda's context.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exception">What the handler threw, unchanged, unless a rung has an answer for it.</exception>
    public async Task<TResponse> InvokeAsync(TRequest request, ILambdaContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var started = Options.Clock.GetTimestamp();
        var description = DescribeSafely(request);
        var handler = new HandlerContext(FunctionId, Options, _logger, context, description, Options.Environment.TakeColdStart());
        // What is not handed on is not kept.
        var keepOthers = Options.Tracing.PropagateTo.Count > 0;
        ParsedHeader? header = ParsedHeader.TryParse(TraceHeaderOf(context), keepOthers, out var parsed) ? parsed : null;
        var trace = StartTrace(handler, header);
        var log = LogContextOf(handler, trace?.TraceId ?? (header is { } known ? TraceIds.ToXRay(known.ToHeader().TraceId) : null));
        using var scope = log.Enter();
        try
        {
            HandlerLog.Started(_logger, handler);
            var response = await RunAsync(request, handler, trace).ConfigureAwait(false);
            var status = StatusOf(response);
            if (status is not null)
            {
                handler.Trace.SetHttpResponse(status.Value);
            }

            var elapsed = Options.Clock.GetElapsedTime(started);
            HandlerLog.Done(_logger, status, elapsed);
            RequestMetrics.Record(handler, status, null, elapsed);
            return response;
        }
#pragma warning disable CA1031 // The one place where whatever a function throws is recorded.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var failure = new HandlerFailure(exception, Options.Sanitizer.ForClient(exception));
            RootAnnotations.WriteFailure(handler.Trace, failure, Options.Sanitizer);
            var elapsed = Options.Clock.GetElapsedTime(started);
            HandlerLog.Failed(_logger, failure, elapsed);
            RequestMetrics.Record(handler, failure.Error.StatusCode, failure.Error.Code, elapsed);
            if (TryAnswer(failure, request, handler, out var response))
            {
                handler.Trace.SetHttpResponse(failure.Error.StatusCode);
                return response;
            }

            HandlerLog.MarkLogged(exception);
            throw;
        }
        finally
        {
            if (trace is not null)
            {
                FinishTrace(trace, started);
            }

            if (Options.Metrics is { } metrics)
            {
                RequestMetrics.Write(handler, log, metrics, trace);
            }

            trace?.Release();
        }
    }

    /// <summary>Does the function's work.</summary>
    /// <param name="request">The event.</param>
    /// <param name="context">The invocation.</param>
    /// <param name="cancellationToken">Fires shortly before the Lambda deadline.</param>
    protected abstract Task<TResponse> HandleAsync(TRequest request, HandlerContext context, CancellationToken cancellationToken);

    /// <summary>For rungs: reads what the trace and the logs should know from an event, which may lack any member.</summary>
    protected virtual void Describe(TRequest request, InvocationDescription description)
    {
    }

    /// <summary>For rungs: the HTTP status of an answer, or null where answers have none.</summary>
    protected virtual int? StatusOf(TResponse response) => null;

    /// <summary>For rungs: turns a failure into an answer; where there is none the exception goes to the runtime.</summary>
    protected virtual bool TryAnswer(
        HandlerFailure failure,
        TRequest request,
        HandlerContext context,
        [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TResponse response)
    {
        response = default;
        return false;
    }

    private InvocationDescription DescribeSafely(TRequest request)
    {
        var description = new InvocationDescription();
        try
        {
            Describe(request, description);
        }
#pragma warning disable CA1031 // A description is for the trace; a malformed event is the handler's to refuse.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HandlerLog.NotDescribed(_logger, exception);
        }

        return description;
    }

    private static string? TraceHeaderOf(ILambdaContext context) =>
        string.IsNullOrEmpty(context.TraceId) ? Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID") : context.TraceId;

    private InvocationTrace? StartTrace(HandlerContext context, ParsedHeader? header)
    {
        if (!Options.Exporter.IsEnabled)
        {
            UnrecordedContext.EnterUnchanged(header, Options.Tracing.PropagateTo);
            return null;
        }

        try
        {
            var trace = InvocationTrace.Start(FunctionId, header, RootAnnotations.SamplingRequestOf(context), Options);
            if (trace is not null)
            {
                context.Trace = trace.Root;
                trace.Invocation = context;
                RootAnnotations.Write(trace, context);
            }

            return trace;
        }
#pragma warning disable CA1031 // A sampler may be the application's own; what it throws must not fail the request.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HandlerLog.NotTraced(_logger, exception);
            return null;
        }
    }

    private void FinishTrace(InvocationTrace trace, long started)
    {
        try
        {
            trace.Close(Keeping.Decide(trace, Options.Tracing.Keep, Options.Clock.GetElapsedTime(started), SlowAfter));
            Options.Exporter.Export(trace);
        }
#pragma warning disable CA1031 // A way out may be the application's own; what it throws must not fail the request.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HandlerLog.NotTraced(_logger, exception);
        }
    }

    private LogContext LogContextOf(HandlerContext context, string? traceId) => new()
    {
        RequestId = context.RequestId,
        CorrelationId = context.CorrelationId,
        TraceId = traceId,
        UserId = context.UserId,
        FunctionName = FunctionId,
        Method = context.Description.Method,
        Path = context.Description.Path,
        Region = Options.Region,
        Metrics = Options.Metrics is null ? null : context.Metrics,
    };
}
