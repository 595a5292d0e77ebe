using Lego.Functions;

namespace Lego.LocalHost.RuntimeApi;

/// <summary>One invocation from the moment it is asked for until it has its result. Whoever completes it first wins.</summary>
internal sealed class PendingInvocation(
    FunctionDefinition function, ReadOnlyMemory<byte> eventJson, string? traceHeader, TimeProvider clock) : IDisposable
{
    private readonly TaskCompletionSource<InvocationResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DateTimeOffset _queuedAt = clock.GetUtcNow();
    private readonly Lock _gate = new();
    private DateTimeOffset? _startedAt;
    private bool _coldStart;
    private ITimer? _timer;

    public string RequestId { get; } = Guid.NewGuid().ToString();

    /// <summary>Sent along and back, so that a late answer is never taken for that of another attempt.</summary>
    public string InvocationId { get; } = Guid.NewGuid().ToString("N");

    public FunctionDefinition Function { get; } = function;

    public ReadOnlyMemory<byte> EventJson { get; } = eventJson;

    public string? TraceHeader { get; } = traceHeader;

    public Task<InvocationResult> Completion => _completion.Task;

    public DateTimeOffset Deadline { get; private set; }

    public TimeSpan Timeout { get; } = TimeSpan.FromSeconds(function.TimeoutSeconds);

    /// <summary>Also an invocation that no runtime ever asks for ends after the function's time.</summary>
    public void StartWaiting() => SetDeadline();

    public void Start(bool coldStart)
    {
        lock (_gate)
        {
            _startedAt = clock.GetUtcNow();
            _coldStart = coldStart;
        }

        SetDeadline();
    }

    /// <summary>The runtime that took it went away before it had it.</summary>
    /// <returns>True when it would have been the cold start.</returns>
    public bool TakeBack()
    {
        lock (_gate)
        {
            _startedAt = null;
            return _coldStart;
        }
    }

    public bool IsStarted
    {
        get
        {
            lock (_gate)
            {
                return _startedAt is not null;
            }
        }
    }

    public bool Succeed(ReadOnlyMemory<byte> payload) => Complete(InvocationOutcome.Success, payload, null, null);

    public bool Fail(string errorType, string errorMessage) =>
        Complete(InvocationOutcome.Error, ErrorDocument.Write(errorType, errorMessage), errorType, null);

    public bool Fail(ReadOnlyMemory<byte> error, string? errorType, string? cause) => Complete(InvocationOutcome.Error, error, errorType, cause);

    public void Dispose() => _timer?.Dispose();

    private void SetDeadline()
    {
        Deadline = clock.GetUtcNow() + Timeout;
        _timer?.Dispose();
        _timer = clock.CreateTimer(_ => TimeOut(), null, Timeout, System.Threading.Timeout.InfiniteTimeSpan);
    }

    private void TimeOut()
    {
        const string ErrorType = "Sandbox.Timedout";
        var message = FormattableString.Invariant($"RequestId: {RequestId} Error: Task timed out after {Timeout.TotalSeconds:0.00} seconds");
        Complete(InvocationOutcome.Timeout, ErrorDocument.Write(ErrorType, message), ErrorType, null);
    }

    private bool Complete(InvocationOutcome outcome, ReadOnlyMemory<byte> payload, string? errorType, string? cause)
    {
        var endedAt = clock.GetUtcNow();
        lock (_gate)
        {
            return _completion.TrySetResult(
                new InvocationResult(RequestId, outcome, payload, errorType, cause, _coldStart, _queuedAt, _startedAt ?? endedAt, endedAt));
        }
    }
}
