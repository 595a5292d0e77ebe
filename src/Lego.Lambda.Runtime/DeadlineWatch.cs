using Lego.Lambda.Runtime.Tracing;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime;

/// <summary>
/// Sends the trace of an invocation, as far as it has come, just before Lambda ends the process: a handler that blocks its thread lets
/// nothing else be written, and the trace would be lost with the place at which it hung.
/// </summary>
internal sealed class DeadlineWatch : IDisposable
{
    private readonly InvocationTrace _trace;
    private readonly HandlerOptions _options;
    private readonly TimeSpan _rest;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private CancellationTokenRegistration _registration;
    private ITimer? _timer;
    private bool _isOver;

    private DeadlineWatch(InvocationTrace trace, HandlerOptions options, TimeSpan rest, ILogger logger)
    {
        _logger = logger;
        _trace = trace;
        _options = options;
        _rest = rest;
    }

    /// <summary>Watches over a trace until it is disposed. There is no timer before <paramref name="soft"/> fires, which it hardly ever does.</summary>
    internal static DeadlineWatch Over(InvocationTrace trace, HandlerOptions options, Deadline deadline, ILogger logger, CancellationToken soft)
    {
        var watch = new DeadlineWatch(trace, options, deadline.Last - deadline.Soft, logger);
        watch._registration = soft.UnsafeRegister(static state => ((DeadlineWatch)state!).Arm(), watch);
        return watch;
    }

    public void Dispose()
    {
        _registration.Dispose();
        lock (_gate)
        {
            _isOver = true;
            _timer?.Dispose();
        }
    }

    private void Arm()
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _timer = _options.Clock.CreateTimer(static state => ((DeadlineWatch)state!).SendOpen(), this, _rest, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void SendOpen()
    {
        // Under the lock: once the handler is through, its trace goes out finished and must not be overtaken by an unfinished one.
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            try
            {
                if (_trace.Announce(_options.Tracing.Keep))
                {
                    _options.Exporter.ExportOpen(_trace);
                }
            }
#pragma warning disable CA1031 // A way out may be the application's own; on a timer's thread what it throws would end the process.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                HandlerLog.NotTraced(_logger, exception);
            }
        }
    }
}
