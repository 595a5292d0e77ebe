using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>What a <see cref="RuntimeLoop"/> needs to know; every member has the default that fits a process inside Lambda.</summary>
public sealed class RuntimeLoopOptions
{
    private readonly string? _address;
    private readonly int? _concurrency;

    /// <summary>The Lambda variables. Default: those of this process.</summary>
    public LambdaEnvironment Environment { get; init; } = LambdaEnvironment.FromProcess();

    /// <summary>Host and port of the Runtime API. Default: <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public string Address
    {
        get => _address ?? Environment.RuntimeApiAddress;
        init => _address = value;
    }

    /// <summary>How many invocations are asked for and handled at a time. Default: <c>AWS_LAMBDA_MAX_CONCURRENCY</c>, else 1.</summary>
    public int Concurrency
    {
        get => _concurrency ?? Environment.MaxConcurrency;
        init => _concurrency = value;
    }

    /// <summary>The clock of deadlines and waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Makes the loggers of the loop and of <c>ILambdaContext.Logger</c>. Default: no lines.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Applied to every text of an error report: messages, stack lines, paths. Default: the text as it is.</summary>
    public Func<string, string> Redact { get; init; } = static text => text;

    /// <summary>Says that the handler wrote the log line of a failure itself; the loop then writes none. Default: never.</summary>
    public Func<Exception, bool> IsAlreadyLogged { get; init; } = static _ => false;

    /// <summary>How long running invocations may still take once the process is told to stop. Default: 2 seconds.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Polls that may fail in a row before the process gives up. Default: 8.</summary>
    public int PollAttempts { get; init; } = 8;

    /// <summary>The wait after the first failed poll; it doubles with every further one, up to 2 seconds. Default: 50 ms.</summary>
    public TimeSpan PollRetryDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether SIGTERM and SIGINT stop the loop instead of ending the process at once. Default: true.</summary>
    public bool StopOnSignals { get; init; } = true;

    /// <summary>What happens around a snapshot of SnapStart; register while the handler is made.</summary>
    public SnapshotHooks Snapshot { get; } = new();

    /// <summary>Settings that agree with the handlers': the same clock and loggers, their rules for secrets, no failure logged
    /// twice, and a trace of a process that fails before its first invocation.</summary>
    /// <param name="handlers">What the handlers of this process share.</param>
    /// <exception cref="ArgumentNullException"><paramref name="handlers"/> is null.</exception>
    public static RuntimeLoopOptions For(HandlerOptions handlers)
    {
        ArgumentNullException.ThrowIfNull(handlers);
        return new RuntimeLoopOptions
        {
            Handlers = handlers,
            Clock = handlers.Clock,
            LoggerFactory = handlers.LoggerFactory,
            Redact = text => handlers.Sanitizer.Redact(text),
            IsAlreadyLogged = HandlerLog.IsLogged,
        };
    }

    /// <summary>How a failed start is traced; null where nothing is.</summary>
    internal HandlerOptions? Handlers { get; init; }

    // Process-wide, so tests that run loops side by side put their own in.
    internal Action<string?> PublishTraceHeader { get; init; } =
        static header => System.Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", header);
}
