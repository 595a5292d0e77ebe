using System.Net;
using Lego.Lambda.Runtime.Logging;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>One of the loop's parallel askers: poll, handle, answer, again.</summary>
internal sealed class InvocationPoller(IInvocationHandler handler, RuntimeApiClient client, RuntimeLoopOptions options, ILogger logger)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);
    private const int AnswerAttempts = 2;

    // The variable is one for the whole process, so it can only tell the truth while one invocation runs at a time.
    private readonly bool _publishesTraceHeader = options.Concurrency == 1 && !options.Environment.IsManagedInstance;

    /// <summary>Runs until stopped or until the Runtime API cannot be used; the result is the exit code of the process.</summary>
    public async Task<int> RunAsync(CancellationToken stopping, CancellationToken forced)
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            var (status, invocation, body) = await PollAsync(failures + 1, stopping).ConfigureAwait(false);
            if (status == HttpStatusCode.InternalServerError)
                return Broken();
            if (invocation is not null)
            {
                failures = 0;
                using (body)
                {
                    if (await ServeAsync(invocation, stopping, forced).ConfigureAwait(false) == HttpStatusCode.InternalServerError)
                        return Broken();
                }
            }
            else if (!stopping.IsCancellationRequested && ++failures >= options.PollAttempts)
            {
                return RuntimeExitCodes.RuntimeApiUnreachable;
            }
            else
            {
                await BackOffAsync(failures, stopping).ConfigureAwait(false);
            }
        }

        return RuntimeExitCodes.Stopped;
    }

    private async Task<PollResult> PollAsync(int attempt, CancellationToken stopping)
    {
        Exception? failure = null;
        PollResult result = default;
        try
        {
            result = await client.NextAsync(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return default;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            failure = exception;
        }

        if (result.Invocation is null)
            logger.PollFailed(attempt, options.PollAttempts, (int)result.Status, failure);
        return result;
    }

    private async Task BackOffAsync(int failures, CancellationToken stopping)
    {
        var delay = options.PollRetryDelay * Math.Pow(2, Math.Min(failures - 1, 16));
        try
        {
            await Task.Delay(delay < LongestDelay ? delay : LongestDelay, options.Clock, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop's condition sees it.
        }
    }

    // The status of the last answer; default when none could be delivered.
    private async Task<HttpStatusCode> ServeAsync(Invocation invocation, CancellationToken stopping, CancellationToken forced)
    {
        using var scope = ContextOf(invocation).Enter();
        if (_publishesTraceHeader)
            options.PublishTraceHeader(invocation.TraceHeader);
        using var response = new PooledBuffer();
        ErrorReport? error = null;
        try
        {
            await handler.HandleAsync(invocation, response, stopping).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever a handler throws is the failure of its invocation, never that of the process.
        catch (Exception exception)
        {
            if (!options.IsAlreadyLogged(exception))
                logger.InvocationFailed(exception);
            error = ErrorReport.OfHandler(exception, options.Redact);
        }
#pragma warning restore CA1031

        response.Seal();
        if (error is null)
        {
            var status = await AnswerAsync(
                "response", token => client.SendResponseAsync(invocation, response.WrittenMemory, token), forced).ConfigureAwait(false);
            if (status != HttpStatusCode.RequestEntityTooLarge)
                return status;
            error = ErrorReport.OfTooLargeResponse(response.WrittenCount);
        }

        return await AnswerAsync("error", token => client.SendErrorAsync(invocation, error, token), forced).ConfigureAwait(false);
    }

    private async Task<HttpStatusCode> AnswerAsync(
        string answer,
        Func<CancellationToken, Task<HttpStatusCode>> send,
        CancellationToken forced)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var status = await send(forced).ConfigureAwait(false);
                if ((int)status is < 200 or > 299)
                    logger.AnswerRefused(answer, (int)status);
                return status;
            }
            catch (HttpRequestException) when (attempt < AnswerAttempts)
            {
                // A connection that died while the environment was frozen. A second answer does no harm: it is refused with 400.
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
            {
                logger.AnswerLost(answer, exception);
                return default;
            }
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
