using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime;

/// <content>What happens when time runs out.</content>
public abstract partial class TracedHandler<TRequest, TResponse>
{
    private async Task<TResponse> RunAsync(TRequest request, HandlerContext context, InvocationTrace? trace)
    {
        var deadline = Deadline.Of(context.Lambda.RemainingTime, Options.DeadlineBuffer);
        if (deadline is null)
        {
            return await HandleAsync(request, context, CancellationToken.None).ConfigureAwait(false);
        }

        using var soft = new SoftDeadline(deadline.Value.Soft, Options.Clock, _logger);
        using var watch = trace is null ? null : DeadlineWatch.Over(trace, Options, deadline.Value, _logger, soft.Token);
        var work = HandleAsync(request, context, soft.Token);
        try
        {
            // A handler that does not listen to its token is left behind, so that there is still time to answer.
            return await work.WaitAsync(deadline.Value.Hard, Options.Clock, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (soft.HasFired)
        {
            throw new DeadlineException(exception);
        }
        catch (TimeoutException exception) when (!work.IsCompleted)
        {
            trace?.MarkTimedOut();
            _ = work.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new DeadlineException(exception);
        }
    }
}
