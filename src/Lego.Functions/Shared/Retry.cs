using Lego.Lambda.Runtime;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Lego.Functions.Shared;

/// <summary>Tries a kind of operation again after errors that may pass. Built once, used by every call.</summary>
internal sealed partial class Retry
{
    private readonly ResiliencePipeline _pipeline;
    private readonly ILogger _logger;
    private readonly RetryRule _rule;

    public Retry(RetryRule rule, Func<Exception, bool> isRetryable, HandlerOptions options, Func<double> random)
    {
        _rule = rule;
        _logger = options.LoggerFactory.CreateLogger(nameof(Retry));
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = options.Clock }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = rule.Attempts - 1,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is { } exception && isRetryable(exception)),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(rule.DelayAfter(args.AttemptNumber + 1, random())),
                OnRetry = args =>
                {
                    LogRetry(
                        _logger,
                        args.Context.OperationKey ?? "",
                        args.AttemptNumber + 1,
                        _rule.Attempts,
                        args.RetryDelay.TotalMilliseconds,
                        args.Outcome.Exception?.GetType().Name);
                    return default;
                },
            })
            .Build();
    }

    /// <summary>Runs the work until it succeeds, fails for good, or the attempts are used up; then its last error is thrown.</summary>
    public async Task<T> RunAsync<T>(string operation, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(operation, cancellationToken);
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (attempt, work) => await work(attempt.CancellationToken), context, work);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Retry")]
    private static partial void LogRetry(ILogger logger, string operation, int attempt, int maxAttempts, double delay, string? errorType);
}
