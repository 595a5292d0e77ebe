using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime;

/// <summary>Fires the handler's token when its time is up.</summary>
/// <remarks>
/// With a timer of its own: from that of a token's source, what a callback of the handler's throws would reach nobody and end the process.
/// </remarks>
internal sealed class SoftDeadline : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly ILogger _logger;
    private readonly ITimer _timer;

    internal SoftDeadline(TimeSpan after, TimeProvider clock, ILogger logger)
    {
        _logger = logger;
        _timer = clock.CreateTimer(static state => ((SoftDeadline)state!).Fire(), this, after, Timeout.InfiniteTimeSpan);
    }

    internal CancellationToken Token => _source.Token;

    internal bool HasFired => _source.IsCancellationRequested;

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void Fire()
    {
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The handler was through just then.
        }
#pragma warning disable CA1031 // The callbacks are the handler's and what it calls; all of them have run.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HandlerLog.CancellationFailed(_logger, exception);
        }
    }
}
