using System.Runtime.InteropServices;
using Lego.Lambda.Runtime.Logging;
using Lego.Lambda.Runtime.RuntimeApi.Wire;
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
    private readonly HostAddress _address;
    private readonly ILogger _logger;

    /// <summary>Prepares the loop; nothing happens before <see cref="RunAsync"/>.</summary>
    /// <param name="createHandler">Makes the handler; runs inside Lambda's init phase, what it throws is reported as an init error.</param>
    /// <param name="options">Settings; null for those of a process inside Lambda.</param>
    /// <exception cref="ArgumentNullException"><paramref name="createHandler"/> is null.</exception>
    /// <exception cref="ArgumentException">The address of the Runtime API is empty, or is not a host with a port.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Concurrency or poll attempts are less than 1.</exception>
    public RuntimeLoop(Func<CancellationToken, ValueTask<IInvocationHandler>> createHandler, RuntimeLoopOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(createHandler);
        _options = options ?? new RuntimeLoopOptions();
        if (_options.Address.Length == 0)
            throw new ArgumentException("Address is empty; AWS_LAMBDA_RUNTIME_API has to name host and port.", nameof(options));
        _address = HostAddress.TryParse(_options.Address, out var address)
            ? address
            : throw new ArgumentException(
                $"Address is '{_options.Address}'; AWS_LAMBDA_RUNTIME_API has to name a host and a port from 1 to 65535.", nameof(options));
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

        var handler = await InitAsync(stop.Token, force.Token).ConfigureAwait(false);
        if (handler is null)
            return stop.IsCancellationRequested ? RuntimeExitCodes.Stopped : RuntimeExitCodes.InitFailed;
        if (_options.Environment.IsSnapStart)
        {
            using var client = CreateClient();
            var failure = await new SnapshotPhase(client, _options, _logger).RunAsync(stop.Token, force.Token).ConfigureAwait(false);
            if (failure is { } exitCode)
                return exitCode;
        }

        var code = await PollerThreads.RunAsync(_options.Concurrency, () => Poll(handler, stop.Token, force.Token), force.Token)
            .ConfigureAwait(false);
        // After a failure the other pollers have nothing left to wait for.
        await force.CancelAsync().ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        return code;
    }

    private int Poll(IInvocationHandler handler, CancellationToken stopping, CancellationToken forced)
    {
        using var client = CreateClient();
        return new InvocationPoller(handler, client, _options, _logger).Run(stopping, forced);
    }

    private RuntimeApiClient CreateClient() => new(_address, _options.Environment, _options.Clock, _logger);

    private async Task<IInvocationHandler?> InitAsync(CancellationToken stopping, CancellationToken forced)
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
            ReportInitError(exception, forced);
            return null;
        }
#pragma warning restore CA1031
    }

    private void ReportInitError(Exception exception, CancellationToken forced)
    {
        const string Answer = "init error";
        try
        {
            using var client = CreateClient();
            var status = client.SendInitError(ErrorReport.OfInit(exception, _options.Redact), forced);
            if ((int)status is < 200 or > 299)
                _logger.AnswerRefused(Answer, (int)status);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            _logger.AnswerLost(Answer, failure);
        }
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
