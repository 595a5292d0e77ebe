using System.Runtime.InteropServices;
using Lego.Lambda.Runtime.Logging;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>
/// The process's life inside Lambda: make the handler, then ask the Runtime API for invocations and answer them until told to stop.
/// </summary>
/// <remarks>
/// Protocol: AWS Lambda Developer Guide, "Using the Lambda runtime API" and "Building a custom runtime". The same executable runs on
/// a managed .NET runtime and on an OS-only runtime, one invocation at a time or several in parallel.
/// </remarks>
public sealed class RuntimeLoop
{
    private readonly Func<CancellationToken, ValueTask<IInvocationHandler>> _createHandler;
    private readonly RuntimeLoopOptions _options;
    private readonly ILogger _logger;

    /// <summary>Prepares the loop; nothing happens before <see cref="RunAsync"/>.</summary>
    /// <param name="createHandler">Makes the handler; runs inside Lambda's init phase, what it throws is reported as an init error.</param>
    /// <param name="options">Settings; null for those of a process inside Lambda.</param>
    /// <exception cref="ArgumentNullException"><paramref name="createHandler"/> is null.</exception>
    /// <exception cref="ArgumentException">The address of the Runtime API is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Concurrency or poll attempts are less than 1.</exception>
    public RuntimeLoop(Func<CancellationToken, ValueTask<IInvocationHandler>> createHandler, RuntimeLoopOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(createHandler);
        _options = options ?? new RuntimeLoopOptions();
        if (_options.Address.Length == 0)
            throw new ArgumentException("Address is empty; AWS_LAMBDA_RUNTIME_API has to name host and port.", nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Concurrency, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.PollAttempts, 1, nameof(options));
        _createHandler = createHandler;
        _logger = _options.LoggerFactory.CreateLogger("Lego.Lambda.Runtime");
    }

    /// <summary>Runs until the token fires, the process is told to stop, or the environment is unusable.</summary>
    /// <param name="cancellationToken">Stops the loop: no further invocation is taken, running ones may end within the grace time.</param>
    /// <returns>The exit code for the process, one of <see cref="RuntimeExitCodes"/>.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var force = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _options.Clock);
        using var grace = stop.Token.Register(() => force.CancelAfter(_options.ShutdownGrace));
        using var sigTerm = StopOn(PosixSignal.SIGTERM, stop);
        using var sigInt = StopOn(PosixSignal.SIGINT, stop);
        using var client = new RuntimeApiClient(_options.Address, _options.Environment, _options.Clock, _logger);

        var handler = await InitAsync(client, stop.Token, force.Token).ConfigureAwait(false);
        if (handler is null)
            return stop.IsCancellationRequested ? RuntimeExitCodes.Stopped : RuntimeExitCodes.InitFailed;
        var pollers = new Task<int>[_options.Concurrency];
        for (var i = 0; i < pollers.Length; i++)
        {
            var poller = new InvocationPoller(handler, client, _options, _logger);
            pollers[i] = Task.Run(() => poller.RunAsync(stop.Token, force.Token), CancellationToken.None);
        }

        var code = await FirstFailureAsync(pollers, force.Token).ConfigureAwait(false);
        // After a failure the other pollers have nothing left to wait for.
        await force.CancelAsync().ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        return code;
    }

    private async Task<IInvocationHandler?> InitAsync(RuntimeApiClient client, CancellationToken stopping, CancellationToken forced)
    {
        using var scope = new LogContext { FunctionName = _options.Environment.FunctionName, Region = _options.Environment.Region }.Enter();
        var started = _options.Clock.GetUtcNow();
        try
        {
            return await _createHandler(stopping).ConfigureAwait(false)
                ?? throw new InvalidOperationException("The handler factory returned null.");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // Whatever init throws has to reach the Runtime API, else the function fails without a word.
        catch (Exception exception)
        {
            _logger.InitFailed(exception);
            if (_options.Handlers is { } handlers)
                InitTrace.Send(handlers, _options.Environment, exception, started);
            await ReportInitErrorAsync(client, exception, forced).ConfigureAwait(false);
            return null;
        }
#pragma warning restore CA1031
    }

    private async Task ReportInitErrorAsync(RuntimeApiClient client, Exception exception, CancellationToken forced)
    {
        const string Answer = "init error";
        try
        {
            var status = await client.SendInitErrorAsync(ErrorReport.OfInit(exception, _options.Redact), forced).ConfigureAwait(false);
            if ((int)status is < 200 or > 299)
                _logger.AnswerRefused(Answer, (int)status);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            _logger.AnswerLost(Answer, failure);
        }
    }

    // A poller that fails ends the process at once; one that stops waits for the others, as long as the grace time lasts.
    private static async Task<int> FirstFailureAsync(Task<int>[] pollers, CancellationToken forced)
    {
        try
        {
            await foreach (var poller in Task.WhenEach(pollers).WithCancellation(forced).ConfigureAwait(false))
            {
                var code = await poller.ConfigureAwait(false);
                if (code != RuntimeExitCodes.Stopped)
                    return code;
            }
        }
        catch (OperationCanceledException) when (forced.IsCancellationRequested)
        {
            // The grace time is over: what still runs is left behind with the process.
        }

        return RuntimeExitCodes.Stopped;
    }

    private PosixSignalRegistration? StopOn(PosixSignal signal, CancellationTokenSource stop) =>
        !_options.StopOnSignals
            ? null
            : PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                try
                {
                    stop.Cancel();
                }
                catch (ObjectDisposedException)
                {
                    // The signal met a loop that had just ended by itself.
                }
            });
}
