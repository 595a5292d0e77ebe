using System.Net;
using Lego.Lambda.Runtime.Logging;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>One of the loop's parallel askers: poll, handle, answer, again, on a thread of its own.</summary>
internal sealed class InvocationPoller(IInvocationHandler handler, RuntimeApiClient client, RuntimeLoopOptions options, ILogger logger)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    // The variable is one for the whole process, so it can only tell the truth while one invocation runs at a time.
    private readonly bool _publishesTraceHeader = options.Concurrency == 1 && !options.Environment.IsManagedInstance;

    /// <summary>Runs until stopped or until the Runtime API cannot be used; the result is the exit code of the process.</summary>
    public int Run(CancellationToken stopping, CancellationToken forced)
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            var (status, invocation) = Poll(failures + 1, stopping);
            if (status == HttpStatusCode.InternalServerError)
                return Broken();
            if (invocation is not null)
            {
                failures = 0;
                if (Serve(invocation, stopping, forced) == HttpStatusCode.InternalServerError)
                    return Broken();
            }
            else if (!stopping.IsCancellationRequested && ++failures >= options.PollAttempts)
            {
                return RuntimeExitCodes.RuntimeApiUnreachable;
            }
            else
            {
                BackOff(failures, stopping);
            }
        }

        return RuntimeExitCodes.Stopped;
    }

    private PollResult Poll(int attempt, CancellationToken stopping)
    {
        IOException? failure = null;
        PollResult result = default;
        try
        {
            result = client.Next(stopping);
        }
        catch (OperationCanceledException)
        {
            return default;
        }
        catch (IOException exception)
        {
            failure = exception;
        }

        if (result.Invocation is null)
            logger.PollFailed(attempt, options.PollAttempts, (int)result.Status, failure);
        return result;
    }

    private void BackOff(int failures, CancellationToken stopping)
    {
        var delay = options.PollRetryDelay * Math.Pow(2, Math.Min(failures - 1, 16));
        try
        {
            Task.Delay(delay < LongestDelay ? delay : LongestDelay, options.Clock, stopping).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // The loop's condition sees it.
        }
    }

    // The status of the last answer; default when none could be delivered.
    private HttpStatusCode Serve(Invocation invocation, CancellationToken stopping, CancellationToken forced)
    {
        using var scope = ContextOf(invocation).Enter();
        if (_publishesTraceHeader)
            options.PublishTraceHeader(invocation.TraceHeader);
        using var response = new PooledBuffer(reserved: RuntimeApiClient.UsualHeadBytes);
        // A handler that did not have to wait is through by now; for any other this thread waits. It must not go on where the handler
        // ended: that may be in the middle of somebody else's call, which would then be held up until the next event.
        var error = HandleAsync(invocation, response, stopping).GetAwaiter().GetResult();
        response.Seal();
        if (error is null)
        {
            var status = Answer(invocation, response, null, forced);
            if (status != HttpStatusCode.RequestEntityTooLarge)
                return status;
            error = ErrorReport.OfTooLargeResponse(response.WrittenCount);
        }

        return Answer(invocation, response, error, forced);
    }

    // Asynchronous also for what the handler leaves in the execution context: it ends with this method, and not with the thread.
    private async Task<ErrorReport?> HandleAsync(Invocation invocation, PooledBuffer response, CancellationToken stopping)
    {
        try
        {
            await handler.HandleAsync(invocation, response, stopping).ConfigureAwait(false);
            return null;
        }
#pragma warning disable CA1031 // Whatever a handler throws is the failure of its invocation, never that of the process.
        catch (Exception exception)
        {
            if (!options.IsAlreadyLogged(exception))
                logger.InvocationFailed(exception);
            return ErrorReport.OfHandler(exception, options.Redact);
        }
#pragma warning restore CA1031
    }

    private HttpStatusCode Answer(Invocation invocation, PooledBuffer response, ErrorReport? error, CancellationToken forced)
    {
        var answer = error is null ? "response" : "error";
        try
        {
            var status = error is null
                ? client.SendResponse(invocation, response, forced)
                : client.SendError(invocation, error, forced);
            if ((int)status is < 200 or > 299)
                logger.AnswerRefused(answer, (int)status);
            return status;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            logger.AnswerLost(answer, exception);
            return default;
        }
    }

    private int Broken()
    {
        logger.EnvironmentBroken();
        return RuntimeExitCodes.EnvironmentBroken;
    }

    private LogContext ContextOf(Invocation invocation) => new()
    {
        RequestId = invocation.RequestId,
        TraceId = TraceRoot(invocation.TraceHeader),
        FunctionName = invocation.Context.FunctionName,
        Region = options.Environment.Region,
    };

    private static string? TraceRoot(string? header)
    {
        const string Root = "Root=";
        foreach (var range in header.AsSpan().Split(';'))
        {
            var part = header.AsSpan()[range].Trim();
            if (part.StartsWith(Root, StringComparison.OrdinalIgnoreCase))
                return part[Root.Length..].ToString();
        }

        return null;
    }
}
