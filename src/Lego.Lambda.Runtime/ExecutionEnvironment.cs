namespace Lego.Lambda.Runtime;

/// <summary>The process that serves invocations: what Lambda calls an execution environment. Make one and share it.</summary>
/// <param name="initializationType">
/// The value of <c>AWS_LAMBDA_INITIALIZATION_TYPE</c>. An environment that was initialized ahead of its first request
/// (<c>provisioned-concurrency</c>) makes nobody wait, so its first invocation is no cold start.
/// </param>
public sealed class ExecutionEnvironment(string? initializationType = null)
{
    private int _isCold = initializationType == "provisioned-concurrency" ? 0 : 1;

    /// <summary>True for exactly one caller: the first invocation.</summary>
    internal bool TakeColdStart() => Volatile.Read(ref _isCold) != 0 && Interlocked.Exchange(ref _isCold, 0) != 0;
}
