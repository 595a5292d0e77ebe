using Amazon.Lambda.Core;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Logging;
using Lego.Lambda.Runtime.Metrics;
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
        var header = TraceHeaderOf(context);
        var log = LogContextOf(handler, header);
        using var scope = log.Enter();
        var trace = Options.Exporter.IsEnabled
            ? InvocationTrace.Start(FunctionId, header, Options.Targets, Options.Sanitizer)
            : null;
        try
        {
            if (trace is not null)
            {
                handler.Trace = trace.Root;
                RootAnnotations.Write(trace.Root, handler);
            }

            HandlerLog.Started(_logger, handler);
            var response = await RunAsync(request, handler).ConfigureAwait(false);
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
            if (Options.Metrics is { } metrics)
            {
                RequestMetrics.Write(handler, log, metrics);
            }

            if (trace is not null)
            {
                trace.Close();
                Options.Exporter.Export(trace);
            }
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

    private async Task<TResponse> RunAsync(TRequest request, HandlerContext context)
    {
        var deadline = Deadline.Of(context.Lambda.RemainingTime, Options.DeadlineBuffer);
        if (deadline is null)
        {
            return await HandleAsync(request, context, CancellationToken.None).ConfigureAwait(false);
        }

        using var soft = new CancellationTokenSource(deadline.Value.Soft, Options.Clock);
        var work = HandleAsync(request, context, soft.Token);
        try
        {
            // A handler that does not listen to its token is left behind, so that there is still time to answer.
            return await work.WaitAsync(deadline.Value.Hard, Options.Clock, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (soft.IsCancellationRequested)
        {
            throw new DeadlineException(exception);
        }
        catch (TimeoutException exception) when (!work.IsCompleted)
        {
            _ = work.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new DeadlineException(exception);
        }
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

    private LogContext LogContextOf(HandlerContext context, string? header) => new()
    {
        RequestId = context.RequestId,
        CorrelationId = context.CorrelationId,
        TraceId = TraceHeader.TryParse(header, out var parsed) ? TraceIds.ToXRay(parsed.TraceId) : null,
        UserId = context.UserId,
        FunctionName = FunctionId,
        Method = context.Description.Method,
        Path = context.Description.Path,
        Region = Options.Region,
        Metrics = Options.Metrics is null ? null : context.Metrics,
    };
}
